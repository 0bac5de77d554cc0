/* For a comment on a pull request. GitHub takes 65,536 characters: what is least bad is left out first, and
 * said to be; of what needs attention at least the resource and the reason stay. The hidden first line lets a
 * pipeline find the comment that it updates. */
#include "cfgen/diff/markdown/markdown.h"
#include "base/text.h"
#include "cfgen/diff/markdown/attention.h"
#include "cfgen/diff/markdown/cost.h"
#include "cfgen/diff/markdown/value.h"
#include "cfgen/diff/words/cost.h"
#include "cfgen/diff/words/show.h"
#include "cfgen/markdown_text.h"
#include "stacks/rights/right.h"
#include <limits.h>

enum { MOST_CHARACTERS = 60000 };

static const char *value(struct arena *arena, const struct node *node)
{
    enum { LONGEST = 300 };
    return markdown_value(arena, node, LONGEST);
}

static void row(struct buffer *out, struct arena *arena, const struct difference *row)
{
    const char *path = show_path(row);
    const char *before = row->before ? value(arena, row->before) : NULL;
    const char *after = row->after ? value(arena, row->after) : NULL;
    bool stays = before && after && !strcmp(before, after); /* what it refers to does not */
    if (!*path) return;
    if (stays) buffer_print(out, "!   %s: %s\n", path, row->why ? row->why : "");
    if (stays) return;
    if (before) buffer_print(out, "-   %s: %s\n", path, before);
    if (after) buffer_print(out, "+   %s: %s\n", path, after);
    const char *again = row->refused                          ? ""
                        : row->replacement == REPLACED        ? "replaces the resource"
                        : row->replacement == MAY_BE_REPLACED ? "may replace the resource"
                                                              : "";
    if (row->why || *again)
        buffer_print(out, "    %s%s%s\n", again, row->why && *again ? ": " : "", row->why ? row->why : "");
    if (row->remedy) buffer_print(out, "    %s\n", row->remedy);
}

static void changed(struct buffer *out, struct arena *arena, const struct changed *c)
{
    static const char signs[] = { '+', '!', '-', '+' };
    const char *word = show_word(c), *place = show_place(arena, show_cause(c));
    const char *key = show_key(c);
    buffer_print(out, "%c ", c->replacement == UPDATED ? signs[c->action] : '!');
    if (key) buffer_print(out, "%s · %s  ", key, place);
    buffer_print(out, "%s  %s", c->id, *c->type ? c->type : c->section);
    if (c->physical) buffer_print(out, "  %s", c->physical);
    if (*word) buffer_print(out, "  %s", word);
    if (c->regions) buffer_print(out, "  in %s", show_regions(arena, c->regions));
    buffer_print(out, "  (%s%s)", show_titles[c->impact],
                 c->possible && c->impact <= IMPACT_SECURITY ? ", possible" : "");
    if (*place && !key) buffer_print(out, "  %s", place);
    buffer_byte(out, '\n');
    for (const struct difference *r = c->first; r; r = r->next)
        if (!c->code || !text_ends(r->path, ".S3Key")) row(out, arena, r);
    if (c->alike) buffer_print(out, "!   same change in %s\n", show_regions(arena, c->alike));
    if (c->code_of) buffer_print(out, "!   same code as %s\n", c->code_of);
    for (const struct code_change *f = c->code_of ? NULL : c->code; f; f = f->next)
        buffer_print(out, "%c   %s%s: %s\n", signs[f->action], f->package ? "package " : "", f->path,
                     show_code(arena, f));
}

/* What AWS does only one at a time, as a list that can be ticked off. */
static void steps(struct comment *comment, const struct diff *d)
{
    int left = 0;
    if (!d->steps) return;
    buffer_print(comment->out, "**%s: deployments needed**\n\n", markdown_cell(comment->arena, d->stack));
    for (const struct step *s = d->steps; s; s = s->next)
        if (comment->left.attention-- > 0)
            buffer_print(comment->out, "- [ ] deployment %d: %s %s\n", s->deployment,
                         markdown_code(comment->arena, s->id), markdown_cell(comment->arena, s->what));
        else
            left++;
    if (left) buffer_print(comment->out, "- [ ] and %d more: `cfgen diff` shows all\n", left);
    buffer_byte(comment->out, '\n');
}

static void drift(struct comment *comment, const struct diff *d)
{
    struct buffer *out = comment->out;
    int count = 0;
    if (!d->drifts) return;
    for (const struct changed *c = d->drifts; c; c = c->next) count++;
    if (comment->left.brief) {
        buffer_print(out, "%d resources of %s have drifted: `cfgen diff --drift` shows them.\n\n", count,
                     markdown_cell(comment->arena, d->stack));
        return;
    }
    buffer_print(out, "<details><summary>%s: drift</summary>\n\n```diff\n",
                 markdown_cell(comment->arena, d->stack));
    for (const struct changed *c = d->drifts; c; c = c->next) {
        buffer_print(out, "! %s  %s%s\n", c->id, c->type, c->action == ACTION_REMOVE ? "  deleted" : "");
        for (const struct difference *r = c->first; r; r = r->next) row(out, comment->arena, r);
    }
    buffer_text(out, "```\n</details>\n\n");
}

static void right(struct comment *comment, const struct right *r)
{
    const struct permit *p = r->permit;
    if (comment->left.rights-- <= 0) {
        comment->rights_omitted++;
        return;
    }
    buffer_print(comment->out, "%c %s%s%s\n", r->sign == '=' ? ' ' : r->sign,
                 right_sentence(comment->arena, r), p->regions ? "  in " : "",
                 p->regions ? show_regions(comment->arena, p->regions) : "");
}

static void stack(struct comment *comment, const struct diff *d)
{
    struct arena *arena = comment->arena;
    struct diff only = *d;
    struct buffer *out = comment->out;
    size_t start = out->size, body;
    only.next = NULL;
    buffer_print(out, "<details><summary>%s%s%s: %s</summary>\n\n```diff\n", markdown_cell(arena, d->stack),
                 d->region ? " in " : "", d->region ? d->region : "", show_counts(arena, &only));
    body = out->size;
    for (const struct changed *c = d->first; c; c = c->next) {
        if (c->under) continue;
        if ((int)c->impact >= comment->left.details)
            comment->omitted++;
        else if (!c->alike_of)
            changed(out, arena, c);
    }
    for (const struct right *r = rights_of(arena, d->permits); r; r = r->next) right(comment, r);
    if (out->size == body)
        out->text[out->size = start] = 0; /* an empty one tells nothing */
    else
        buffer_text(out, "```\n</details>\n\n");
}

static void omissions(struct comment *comment)
{
    static const char where[] = "`cfgen diff` and `--format html` show all";
    int most = comment->left.details;
    if (comment->omitted)
        buffer_print(comment->out, "%d resources are not shown in full%s%s%s. %s.\n\n", comment->omitted,
                     most ? ": those with severity " : "", most ? show_titles[most] : "",
                     most && most < IMPACT_COSMETIC ? " or lower" : "", where);
    if (comment->rights_omitted)
        buffer_print(comment->out, "%d permission changes are not shown. %s.\n\n", comment->rights_omitted,
                     where);
}

static void footer(struct comment *comment)
{
    const struct diff *first = comment->report->first;
    struct arena *arena = comment->arena;
    buffer_print(comment->out, "%s, by %s\n", markdown_cell(arena, show_sides(arena, first)),
                 show_method(arena, first));
    for (const struct diff *d = first; d; d = d->next) {
        if (!d->change_set) continue;
        const char *console = show_console(arena, d);
        buffer_print(comment->out, "\n%s: change set %s, deleted again", markdown_cell(arena, d->stack),
                     markdown_code(arena, d->change_set));
        if (console) buffer_print(comment->out, " · [open the stack in the console](%s)", console);
        buffer_byte(comment->out, '\n');
    }
}

static void page(struct comment *comment)
{
    const struct diff *first = comment->report->first;
    struct arena *arena = comment->arena;
    enum impact worst = diff_worst(first);
    markdown_marker(comment->out, "diff", comment->report->name);
    buffer_print(comment->out, "### %s%s: %s\n\n", worst <= IMPACT_OUTAGE ? "⚠ " : "",
                 markdown_cell(arena, show_title(comment->report)), show_counts(arena, first));
    markdown_attention(comment);
    if (!comment->left.brief)
        show_cost_markdown(comment->out, arena, comment->report);
    else if (comment->report->costs)
        buffer_print(comment->out, "%s\n\n", show_cost(arena, comment->report));
    for (const struct diff *d = first; d; d = d->next) steps(comment, d);
    for (const struct diff *d = first; d; d = d->next)
        if (d->first || d->permits) stack(comment, d);
    for (const struct diff *d = first; d; d = d->next) drift(comment, d);
    omissions(comment);
    footer(comment);
}

/* False: there is no room for so much, and nothing was written. */
static bool written(struct buffer *text, const struct report *report, struct budget budget)
{
    struct arena *turn = arena_new();
    struct comment comment = { .out = buffer_new(turn), .arena = turn, .report = report, .left = budget };
    page(&comment);
    bool fits = text_points(comment.out->text, comment.out->size) <= MOST_CHARACTERS;
    if (fits) buffer_add(text, comment.out->text, comment.out->size);
    arena_free(turn);
    return fits;
}

/* As many as there is room for; *number is a part of the budget. False: not even none. */
static bool most_written(struct buffer *text, const struct report *report, struct budget *budget, int *number)
{
    int most = -1, above = MOST_CHARACTERS;
    size_t start = text->size;
    while (above - most > 1) {
        *number = most + (above - most) / 2;
        bool fits = written(text, report, *budget);
        text->text[text->size = start] = 0;
        *(fits ? &most : &above) = *number;
    }
    *number = most < 0 ? 0 : most;
    return most >= 0 && written(text, report, *budget);
}

void show_markdown(struct buffer *text, const struct report *report)
{
    struct budget budget = { IMPACT_COUNT, false, INT_MAX, INT_MAX };
    for (; budget.details >= IMPACT_BEHAVIOUR; budget.details--)
        if (written(text, report, budget)) return;
    budget.brief = true;
    for (; budget.details >= 0; budget.details--)
        if (written(text, report, budget)) return;
    budget.details = 0;
    if (!most_written(text, report, &budget, &budget.rights) &&
        !most_written(text, report, &budget, &budget.attention)) {
        markdown_marker(text, "diff", report->name);
        buffer_text(text, "The diff is too long for a comment: run `cfgen diff`.\n");
    }
}
