#include "stacks/diff/diff.h"
#include "base/index.h"
#include "base/text.h"
#include "stacks/diff/canonical.h"
#include "stacks/diff/compare.h"
#include "stacks/diff/consequence.h"
#include "stacks/diff/evaluated.h"
#include "stacks/diff/impact.h"
#include "stacks/diff/order.h"
#include "stacks/diff/permits.h"
#include "stacks/diff/redact.h"
#include "stacks/diff/steps.h"
#include "stacks/diff/verdict.h"
#include <string.h>

const char *const action_words[] = { "add", "modify", "remove", "import" };
const char *const impact_words[] = { "data-loss", "outage", "log-loss", "security",
                                     "behaviour", "code",   "cosmetic" };
const char *const fate_words[] = { "none", "retained", "snapshot", "deleted" };
const char *const replacement_words[] = { "no", "conditional", "yes" };

struct differ {
    struct arena *arena;
    bool beside;                     /* nothing comes of what differs */
    const struct verdicts *verdicts; /* of a change set; NULL: none */
    struct evaluated evaluated;
    struct consequences all;
    struct changed *first, **end;
};

static struct changed *changed_add(struct differ *differ, const char *section, const struct node *old,
                                   const struct node *now)
{
    const struct node *one = now ? now : old;
    const char *type = !strcmp(section, "Resources") ? node_word(one, "Type") : NULL;
    if (!type && !strcmp(section, "Resources")) type = node_word(old, "Type");
    struct changed *changed = arena_take(differ->arena, sizeof *changed);
    *changed = (struct changed){ .section = section,
                                 .id = one->key ? one->key : "",
                                 .type = type ? type : "",
                                 .action = !old   ? ACTION_ADD
                                           : !now ? ACTION_REMOVE
                                                  : ACTION_MODIFY,
                                 .cause = one->place,
                                 .old = old,
                                 .now = now };
    return changed;
}

static void changed_keep(struct differ *differ, struct changed *changed)
{
    if (!changed->first) return; /* it says the same in other words */
    *differ->end = changed;
    differ->end = &changed->next;
}

static const char *type_of(const struct node *resource)
{
    const char *type = node_word(resource, "Type");
    return type ? type : "";
}

/* Canonical, the parts of a resource each in its own way. */
static void compare_part(const struct comparison *comparison, const char *name, const struct node *old,
                         const struct node *now)
{
    bool properties = !strcmp(name, "Properties");
    struct arena *arena = comparison->arena;
    const struct node *empty = node_map(arena);
    if (properties && !old) old = empty;
    if (properties && !now) now = empty;
    if (old && now && node_same(old, now)) return;
    const char *path = properties ? "" : NULL;
    compare(comparison, name, path,
            old ? canonical_value(arena, comparison->schemas, comparison->type, path, old) : NULL,
            now ? canonical_value(arena, comparison->schemas, comparison->type, path, now) : NULL);
}

/* What must be there first is a set; one may stand alone. */
static const struct node *depends(struct arena *arena, const struct node *value)
{
    if (!value || value->shape == LIST) return value;
    struct node *list = node_list(arena);
    list->place = value->place;
    node_add(list, NULL, node_copy(arena, value));
    return list;
}

static void compare_resource(const struct comparison *comparison, const struct node *old,
                             const struct node *now)
{
    if (strcmp(type_of(old), type_of(now)) != 0) {
        compare_add(comparison, "Type", NULL, node_find(old, "Type"), node_find(now, "Type"));
        return;
    }
    for (const struct node *n = old->first; n; n = n->next)
        if (strcmp(n->key, "DependsOn") != 0) compare_part(comparison, n->key, n, node_find(now, n->key));
    for (const struct node *n = now->first; n; n = n->next)
        if (strcmp(n->key, "DependsOn") != 0 && !node_find(old, n->key))
            compare_part(comparison, n->key, NULL, n);
    const struct node *before = depends(comparison->arena, node_find(old, "DependsOn"));
    const struct node *after = depends(comparison->arena, node_find(now, "DependsOn"));
    if (before || after) compare_depends(comparison, before, after);
}

static void add_resource(struct differ *differ, const struct node *old, const struct node *now)
{
    if (old && now && node_same(old, now)) return;
    struct changed *changed = changed_add(differ, "Resources", old, now);
    struct comparison comparison = {
        .arena = differ->arena, .schemas = differ->all.schemas, .type = changed->type, .into = changed
    };
    if (old && now && old->shape == MAP && now->shape == MAP)
        compare_resource(&comparison, old, now);
    else
        compare_add(&comparison, "", NULL, old, now);
    evaluated_settle(&differ->evaluated, changed);
    changed_keep(differ, changed);
    if (!changed->first) return;
    index_add(differ->all.changed, changed->id, changed);
    for (struct difference *row = changed->first; row; row = row->next) {
        if (row->reason == REASON_TYPE) continue;
        if (!differ->beside) consequence_row(&differ->all, changed, row);
        impact_row(changed, row);
        if (row->replacement > changed->replacement) changed->replacement = row->replacement;
    }
}

static bool has_row(const struct changed *changed, const char *property)
{
    size_t size = strlen(property);
    for (const struct difference *row = changed->first; row; row = row->next)
        if (row->property && !strncmp(row->property, property, size) &&
            (!row->property[size] || row->property[size] == '.'))
            return true;
    return false;
}

/* The template says of the property what it said, and CloudFormation knows that it has another value all the
 * same. */
static void add_told_row(struct differ *differ, const struct verdict *verdict, struct changed *changed,
                         const struct verdict_cause *cause)
{
    struct arena *arena = differ->arena;
    const char *property = cause->property;
    const struct comparison comparison = {
        .arena = arena, .schemas = differ->all.schemas, .type = changed->type, .into = changed
    };
    const struct node *before = node_find(node_find(changed->old, "Properties"), property);
    const struct node *after = node_find(node_find(changed->now, "Properties"), property);
    if (!before || !after || has_row(changed, property)) return;
    struct difference *row =
        compare_add(&comparison, arena_join(arena, "Properties.", property), property, before, after);
    row->replacement = cause->replacement < verdict->replacement ? cause->replacement : verdict->replacement;
    if (row->replacement > changed->replacement) changed->replacement = row->replacement;
    impact_row(changed, row);
    row->why = !cause->entity     ? "its value comes from something that changes"
               : cause->parameter ? arena_text(arena, "the value of parameter %s changes", cause->entity)
                                  : arena_text(arena, "%s changes", cause->entity);
}

/* The templates have it on both sides, and by its condition it comes, goes or is made anew all the same. */
static void add_told_whole(struct differ *differ, struct changed *changed, const struct node *old,
                           const struct node *now, const char *why)
{
    const struct comparison comparison = {
        .arena = differ->arena, .schemas = differ->all.schemas, .type = changed->type, .into = changed
    };
    changed->first = changed->last = NULL;
    struct difference *row = compare_add(&comparison, "", NULL, old, now);
    row->replacement = changed->replacement;
    impact_row(changed, row);
    row->why = why;
}

static void add_told_changes(struct differ *differ, const struct verdict *verdict, struct changed *changed)
{
    const struct node *old = changed->old, *now = changed->now;
    if (verdict->action == ACTION_REMOVE || verdict->action == ACTION_ADD) {
        bool removed = verdict->action == ACTION_REMOVE;
        changed->action = verdict->action;
        add_told_whole(differ, changed, removed ? old : NULL, removed ? NULL : now,
                       removed ? "its condition is no longer true" : "its condition is now true");
        return;
    }
    for (const struct node *n = verdict->details ? verdict->details->first : NULL; n; n = n->next) {
        struct verdict_cause cause;
        if (verdict_cause_of(n, &cause)) add_told_row(differ, verdict, changed, &cause);
    }
    if (verdict->replacement != REPLACED || changed->replacement == REPLACED) return;
    changed->replacement = REPLACED;
    if (!changed->first) add_told_whole(differ, changed, old, now, "CloudFormation will replace it");
    changed->first->replacement = REPLACED;
}

static void add_told(struct differ *differ, const struct verdict *verdict)
{
    const struct node *old = node_find(differ->all.before, verdict->id),
                      *now = node_find(differ->all.after, verdict->id);
    if (!old || !now) return;
    struct changed *known = index_find(differ->all.changed, verdict->id);
    struct changed *changed = known ? known : changed_add(differ, "Resources", old, now);
    add_told_changes(differ, verdict, changed);
    if (known) return;
    changed_keep(differ, changed);
    if (changed->first) index_add(differ->all.changed, changed->id, changed);
}

static void add_other(struct differ *differ, const char *section, const struct node *old,
                      const struct node *now)
{
    if (old && now && node_same(old, now)) return;
    struct changed *changed = changed_add(differ, section, old, now);
    struct comparison comparison = {
        .arena = differ->arena, .schemas = differ->all.schemas, .type = "", .into = changed
    };
    compare(&comparison, "", NULL,
            old ? canonical_value(differ->arena, differ->all.schemas, NULL, NULL, old) : NULL,
            now ? canonical_value(differ->arena, differ->all.schemas, NULL, NULL, now) : NULL);
    evaluated_settle(&differ->evaluated, changed);
    for (struct difference *row = changed->first; row; row = row->next) impact_row(changed, row);
    changed_keep(differ, changed);
}

static void each(struct differ *differ, const char *section, const struct node *before,
                 const struct node *after)
{
    bool resources = !strcmp(section, "Resources");
    for (const struct node *n = node_pairs(before); n; n = n->next) {
        const struct node *now = node_find(after, n->key);
        if (resources)
            add_resource(differ, n, now);
        else
            add_other(differ, section, n, now);
    }
    for (const struct node *n = node_pairs(after); n; n = n->next) {
        if (node_find(before, n->key)) continue;
        if (resources)
            add_resource(differ, NULL, n);
        else
            add_other(differ, section, NULL, n);
    }
}

/* What follows for a resource or another part, from all its rows. */
static void changed_end(struct differ *differ, struct changed *changed)
{
    if (!differ->beside) impact_end(changed);
    for (struct difference *row = changed->first; row; row = row->next)
        row->possible = row->possible || row->unknown;
    impact_sum(changed);
    if (differ->verdicts) verdict_changed(differ->verdicts, changed);
    evaluated_explain(&differ->evaluated, changed);
    redact(differ->arena, differ->all.schemas, changed);
}

static void compare_resources(struct differ *differ)
{
    each(differ, "Resources", differ->all.before, differ->all.after);
    for (const struct verdict *v = differ->verdicts ? differ->verdicts->first : NULL; v; v = v->next)
        add_told(differ, v);
    differ->all.end = differ->end;
    if (!differ->beside) {
        consequence_spread(&differ->all, differ->first);
        consequence_refuse(&differ->all, differ->first);
    }
    differ->end = differ->all.end;
}

static void compare_sections(struct differ *differ, const struct diff_sides *sides)
{
    static const char *const sections[] = { "Parameters", "Mappings", "Conditions", "Rules", "Metadata" };
    const struct evaluated *evaluated = &differ->evaluated;
    each(differ, "Outputs", evaluate_section(evaluated->before, "Outputs"),
         evaluate_section(evaluated->after, "Outputs"));
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        each(differ, sections[i], node_find(sides->before.template, sections[i]),
             node_find(sides->after.template, sections[i]));
}

static struct differ differ_new(struct arena *arena, struct schemas *schemas, const struct diff_sides *sides)
{
    struct differ differ = { .arena = arena,
                             .beside = sides->are_peers,
                             .verdicts = sides->change_set ? verdicts_of(arena, sides->change_set) : NULL,
                             .evaluated = evaluated_new(arena, schemas, sides) };
    differ.all = (struct consequences){ arena,
                                        schemas,
                                        evaluate_section(differ.evaluated.before, "Resources"),
                                        evaluate_section(differ.evaluated.after, "Resources"),
                                        index_new(arena),
                                        differ.verdicts,
                                        NULL };
    return differ;
}

struct diff *diff_new(struct arena *arena, struct schemas *schemas, const struct diff_sides *sides)
{
    struct differ differ = differ_new(arena, schemas, sides);
    struct diff *diff = arena_take(arena, sizeof *diff);
    differ.end = &differ.first;
    compare_resources(&differ);
    compare_sections(&differ, sides);
    struct permits *permits = permits_new(arena, differ.all.before, differ.all.after, differ.first);
    for (struct changed *c = differ.first; c; c = c->next) changed_end(&differ, c);
    order_fold(arena, differ.first, differ.all.changed);
    diff->method = differ.verdicts ? "change-set" : "template";
    diff->change_set = node_word(sides->change_set, "ChangeSetId");
    diff->stack_id = node_word(sides->change_set, "StackId");
    diff->depends_on_aws = evaluation_depends_on_aws(differ.evaluated.before) ||
                           evaluation_depends_on_aws(differ.evaluated.after);
    diff->exceeded = evaluation_exceeded(differ.evaluated.after);
    if (!diff->exceeded) diff->exceeded = evaluation_exceeded(differ.evaluated.before);
    diff->first = order_sort(arena, differ.first);
    diff->permits = permits_sorted(permits, diff->first);
    if (!differ.beside) diff->steps = steps_of(arena, diff);
    order_count(diff, differ.all.changed);
    return diff;
}

struct diff *diff_templates(struct arena *arena, struct schemas *schemas, const struct node *before,
                            const struct node *after)
{
    return diff_new(arena, schemas,
                    &(struct diff_sides){ .before.template = before, .after.template = after });
}

const struct difference *diff_refusal(const struct changed *changed)
{
    const struct difference *row = changed->first;
    while (row && !row->refused) row = row->next;
    return row;
}

enum impact diff_worst(const struct diff *diff)
{
    enum impact worst = IMPACT_COUNT;
    for (; diff; diff = diff->next)
        for (const struct changed *c = diff->first; c; c = c->next)
            if (c->impact < worst) worst = c->impact;
    return worst;
}
