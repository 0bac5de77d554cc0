#include "cfgen/diff/words/show.h"
#include "base/json.h"
#include "base/text.h"
#include "cfgen/excerpt.h"

const char *const show_titles[] = { "data loss", "outage", "log loss", "security",
                                    "behavior",  "code",   "cosmetic" };

const char *show_symbol(const struct changed *changed)
{
    static const char *const symbols[] = { "+", "~", "-", "↓" };
    return diff_refusal(changed) ? "✗" : changed->replacement == REPLACED ? "⟳" : symbols[changed->action];
}

const char *show_word(const struct changed *changed)
{
    static const char *const words[] = { "new", "", "removed", "imported" };
    return diff_refusal(changed)                     ? "rejected by AWS"
           : changed->replacement == REPLACED        ? "replaced"
           : changed->replacement == MAY_BE_REPLACED ? "may be replaced"
                                                     : words[changed->action];
}

static void add_counts(struct diff_counts *sum, const struct diff_counts *counts)
{
    sum->add += counts->add;
    sum->modify += counts->modify;
    sum->remove += counts->remove;
    sum->replace += counts->replace;
    sum->import += counts->import;
    for (int i = 0; i < IMPACT_COUNT; i++) sum->impacts[i] += counts->impacts[i];
}

const char *show_counts(struct arena *arena, const struct diff *first)
{
    struct diff_counts sum = { 0 };
    for (const struct diff *d = first; d; d = d->next) add_counts(&sum, &d->counts);
    struct buffer *text = buffer_new(arena);
    const struct {
        const char *symbol;
        int count;
    } kinds[] = {
        { "+", sum.add }, { "~", sum.modify }, { "-", sum.remove }, { "⟳", sum.replace }, { "↓", sum.import }
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].count)
            buffer_print(text, "%s%s%d", text->size ? " " : "", kinds[i].symbol, kinds[i].count);
    for (int i = 0; i < IMPACT_COUNT; i++)
        if (sum.impacts[i])
            buffer_print(text, "%s%d %s", text->size ? " · " : "", sum.impacts[i], show_titles[i]);
    return text->size ? text->text : "no changes";
}

const char *show_value(struct arena *arena, const struct node *value)
{
    struct buffer *text = buffer_new(arena);
    json_print(text, value, JSON_COMPACT);
    return excerpt_clean(arena, text->text);
}

const char *show_path(const struct difference *row)
{
    return text_starts(row->path, "Properties.") ? row->path + strlen("Properties.") : row->path;
}

const char *show_place(struct arena *arena, struct place place)
{
    if (!place.file) return "";
    place.file = excerpt_clean(arena, place.file);
    return place.line ? arena_text(arena, "%s:%d", place.file, place.line) : place.file;
}

const char *show_regions(struct arena *arena, const char *const *regions)
{
    struct buffer *text = buffer_new(arena);
    for (; *regions; regions++) buffer_print(text, "%s%s", text->size ? ", " : "", *regions);
    return text->text;
}

const char *show_where(struct arena *arena, const struct diff *first, const struct diff *diff,
                       const char *const *regions)
{
    bool is_named = diff->is_beside || !diff->region;
    if (regions) return arena_join(arena, "in ", show_regions(arena, regions));
    if (!first->next) return "";
    for (const struct diff *d = first; d; d = d->next)
        is_named = is_named || (!d->is_beside && !text_same(d->stack, diff->stack));
    return arena_join(arena, "in ", is_named ? show_stack(arena, diff) : diff->region);
}

const char *show_code(struct arena *arena, const struct code_change *change)
{
    const char *before = change->package ? change->was : text_size(arena, change->before);
    const char *after = change->package ? change->is : text_size(arena, change->after);
    if (change->action == ACTION_REMOVE) return arena_join(arena, "was ", before && *before ? before : "any");
    if (change->action == ACTION_ADD) return after && *after ? after : "any";
    if (!change->package && change->before == change->after)
        return arena_join(arena, after, ", content changed");
    return arena_text(arena, "%s → %s", before && *before ? before : "any", after && *after ? after : "any");
}

const char *show_method(struct arena *arena, const struct diff *first)
{
    int possible = 0, asked = 0, all = 0;
    for (const struct diff *d = first; d; d = d->next, all++) {
        possible += d->possible;
        asked += !strcmp(d->method, "change-set");
    }
    const char *method = !asked ? first->method : asked == all ? "change set" : "template and change set";
    if (!possible) return arena_join(arena, method, ", certain");
    return arena_text(arena, "%s, %d only possible", method, possible);
}

const char *show_stack(struct arena *arena, const struct diff *diff)
{
    const char *name = diff->stack ? diff->stack : diff->after;
    return diff->region ? arena_text(arena, "%s in %s", name, diff->region) : name;
}

const char *show_sides(struct arena *arena, const struct diff *diff)
{
    const char *on = diff->on_commit ? arena_text(arena, ", on %.7s", diff->on_commit) : "";
    return arena_text(arena, "%s → %s%s", diff->before, diff->after, on);
}

/* An ARN is arn:PARTITION:cloudformation:REGION:…; each partition has a console of its own. */
const char *show_console(struct arena *arena, const struct diff *diff)
{
    static const char *const hosts[][2] = { { "arn:aws:", "console.aws.amazon.com" },
                                            { "arn:aws-cn:", "console.amazonaws.cn" },
                                            { "arn:aws-us-gov:", "console.amazonaws-us-gov.com" } };
    for (size_t i = 0; diff->stack_id && diff->region && i < sizeof hosts / sizeof *hosts; i++)
        if (text_starts(diff->stack_id, hosts[i][0]))
            return arena_text(
                arena, "https://%s.%s/cloudformation/home?region=%s#/stacks/stackinfo?stackId=%s",
                diff->region, hosts[i][1], diff->region,
                text_replace(arena, text_replace(arena, diff->stack_id, ":", "%3A"), "/", "%2F"));
    return NULL;
}

/* The worst row that knows its place; NULL: the whole of it, or none. */
static const struct difference *worst_row(const struct changed *changed)
{
    const struct difference *row = changed->action == ACTION_MODIFY ? changed->first : NULL;
    while (row && (row->impact != changed->impact || !row->cause.file)) row = row->next;
    return row;
}

struct place show_cause(const struct changed *changed)
{
    const struct difference *row = worst_row(changed);
    return row ? row->cause : changed->cause;
}

const char *show_key(const struct changed *changed)
{
    const struct difference *row = worst_row(changed);
    return row ? row->key : changed->key;
}
