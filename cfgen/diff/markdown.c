/* For a comment on a pull request. GitHub takes 65,536 characters: what is least bad is left out first, and
 * said to be; what needs attention never is. The hidden first line lets a pipeline find the comment that it
 * updates. */
#include "base/text.h"
#include "cfgen/diff/show.h"

enum { MOST_CHARACTERS = 60000, LONGEST_VALUE = 300, MOST_LINES = 60 };

/* In a cell of a table. */
static const char *cell(struct arena *arena, const char *text)
{
    static const char *const signs[][2] = {
        { "&", "&amp;" }, { "<", "&lt;" }, { ">", "&gt;" }, { "|", "\\|" }
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        text = text_replace(arena, text, signs[i][0], signs[i][1]);
    return text;
}

static const char *value(struct arena *arena, const struct node *node)
{
    const char *text = show_value(arena, node);
    size_t size = strlen(text), keep = LONGEST_VALUE;
    if (size <= keep) return text;
    while ((text[keep] & 0xc0) == 0x80) keep--; /* not within a character */
    return arena_text(arena, "%.*s…", (int)keep, text);
}

/* Never cut, but where it alone is more than a comment may be: then its end is, and that is said. */
static void attention(struct buffer *out, struct arena *arena, const struct diff *first)
{
    enum { MOST = MOST_CHARACTERS * 2 / 3 };
    bool any = false;
    int omitted = 0;
    size_t start = out->size;
    for (int impact = 0; impact <= IMPACT_SECURITY; impact++)
        for (const struct diff *d = first; d; d = d->next)
            for (const struct changed *c = d->first; c; c = c->next) {
                if ((int)c->impact != impact || c->under) continue;
                if (out->size - start > MOST) {
                    omitted++;
                    continue;
                }
                if (!any) buffer_text(out, "| | | | |\n|---|---|---|---|\n");
                any = true;
                const struct difference *row = c->first;
                while (row->next && row->impact != c->impact) row = row->next;
                const char *place = show_place(arena, row->cause.file ? row->cause : c->cause);
                buffer_print(out, "| **%s** | %s `%s` %s | %s%s | %s |\n", show_titles[impact],
                             show_symbol(c), cell(arena, c->id), show_word(c),
                             *row->path ? arena_text(arena, "`%s` ", cell(arena, show_path(row))) : "",
                             row->why ? cell(arena, row->why) : "", cell(arena, place));
            }
    if (any) buffer_byte(out, '\n');
    if (omitted)
        buffer_print(out, "**And %d more that need attention**, which `cfgen diff` shows.\n\n", omitted);
}

static void row(struct buffer *out, struct arena *arena, const struct difference *row)
{
    const char *path = show_path(row);
    if (!*path) return;
    if (row->before && row->after &&
        node_same(row->before, row->after)) { /* what it refers to does not stay */
        buffer_print(out, "!   %s: %s\n", path, row->why ? row->why : "");
        return;
    }
    if (row->before) buffer_print(out, "-   %s: %s\n", path, value(arena, row->before));
    if (row->after) buffer_print(out, "+   %s: %s\n", path, value(arena, row->after));
}

static void changed(struct buffer *out, struct arena *arena, const struct changed *c)
{
    static const char signs[] = { '+', '!', '-', '+' };
    const char *word = show_word(c);
    buffer_print(out, "%c %s  %s%s%s%s%s  (%s)\n", c->replacement == UPDATED ? signs[c->action] : '!', c->id,
                 *c->type ? c->type : c->section, *word ? "  " : "", word, c->regions ? "  in " : "",
                 c->regions ? show_regions(arena, c->regions) : "", show_titles[c->impact]);
    for (const struct difference *r = c->first; r; r = r->next)
        if (!c->code || !text_ends(r->path, ".S3Key")) row(out, arena, r);
    if (c->alike) buffer_print(out, "!   so do %s\n", show_regions(arena, c->alike));
    if (c->code_of) buffer_print(out, "!   the same code as %s\n", c->code_of);
    for (const struct code_change *f = c->code_of ? NULL : c->code; f; f = f->next)
        buffer_print(out, "%c   %s%s: %s\n", signs[f->action], f->package ? "package " : "", f->path,
                     show_code(arena, f));
}

/* What AWS does only one at a time, as a list that can be ticked off. */
static void steps(struct buffer *out, struct arena *arena, const struct diff *d)
{
    if (!d->steps) return;
    buffer_print(out, "**%s, one after the other**\n\n", cell(arena, d->stack));
    int count = 0;
    for (const struct step *s = d->steps; s; s = s->next)
        if (++count <= MOST_LINES)
            buffer_print(out, "- [ ] deployment %d: `%s` %s\n", s->deployment, cell(arena, s->id),
                         cell(arena, s->what));
    if (count > MOST_LINES)
        buffer_print(out, "- and %d more, which `cfgen diff` shows\n", count - MOST_LINES);
    buffer_byte(out, '\n');
}

static void drift(struct buffer *out, struct arena *arena, const struct diff *d)
{
    if (!d->drifts) return;
    buffer_print(out, "<details><summary>%s: changed outside</summary>\n\n```diff\n", cell(arena, d->stack));
    for (const struct changed *c = d->drifts; c; c = c->next) {
        buffer_print(out, "! %s  %s%s\n", c->id, c->type, c->action == ACTION_REMOVE ? "  is gone" : "");
        for (const struct difference *r = c->first; r; r = r->next) row(out, arena, r);
    }
    buffer_text(out, "```\n</details>\n\n");
}

static int stack(struct buffer *out, struct arena *arena, const struct diff *d, int most)
{
    int omitted = 0;
    struct diff only = *d;
    only.next = NULL;
    buffer_print(out, "<details><summary>%s%s%s: %s</summary>\n\n```diff\n", cell(arena, d->stack),
                 d->region ? " in " : "", d->region ? d->region : "", show_counts(arena, &only));
    for (const struct changed *c = d->first; c; c = c->next) {
        if (c->under || c->alike_of) continue;
        if ((int)c->impact < most)
            changed(out, arena, c);
        else
            omitted++;
    }
    int rights = 0;
    for (const struct permit *p = d->permits; p; p = p->next)
        if (++rights <= MOST_LINES)
            buffer_print(out, "%c %s %s %s on %s%s%s%s%s%s\n", p->granted ? '+' : '-', p->principal,
                         strcmp(p->effect, "Deny") ? "may" : "may never", p->action, p->resource,
                         *p->condition ? " if " : "", p->condition, p->regions ? "  in " : "",
                         p->regions ? show_regions(arena, p->regions) : "", p->broader ? "  (broader)" : "");
    if (rights > MOST_LINES)
        buffer_print(out, "! and %d more rights, which cfgen diff shows\n", rights - MOST_LINES);
    buffer_text(out, "```\n</details>\n\n");
    return omitted;
}

static void page(struct buffer *out, struct arena *arena, const struct diff *first, int most)
{
    int omitted = 0;
    buffer_print(out, "<!-- cfgen:diff %s -->\n### %s: %s\n\n", first->stack, cell(arena, first->stack),
                 show_counts(arena, first));
    attention(out, arena, first);
    for (const struct diff *d = first; d; d = d->next) steps(out, arena, d);
    for (const struct diff *d = first; d; d = d->next)
        if (d->first || d->permits) omitted += stack(out, arena, d, most);
    for (const struct diff *d = first; d; d = d->next) drift(out, arena, d);
    show_cost_markdown(out, arena, first);
    if (omitted)
        buffer_print(
            out, "%d resources are not shown here: those whose change is %s%s. `cfgen diff` shows them.\n\n",
            omitted, show_titles[most], most < IMPACT_COSMETIC ? " or less" : "");
    buffer_print(out, "%s → %s, by %s\n", cell(arena, first->before), cell(arena, first->after),
                 show_method(arena, first));
}

void show_markdown(struct buffer *text, struct arena *arena, const struct diff *first)
{
    struct buffer *made = NULL;
    for (int most = IMPACT_COUNT; most >= 0; most--) {
        made = buffer_new(arena);
        page(made, arena, first, most);
        if (text_points(made->text, made->size) <= MOST_CHARACTERS) break;
    }
    buffer_add(text, made->text, made->size);
}
