/* For terminals: what is worst first over all stacks, one resource a paragraph, symbol and word beside every
 * color. */
#include "cfgen/diff/text/text.h"
#include "cfgen/diff/text/change.h"
#include "cfgen/diff/text/cost.h"
#include "cfgen/diff/words/show.h"
#include "stacks/rights/right.h"
#include <ctype.h>

struct part { /* a stack of which something is told */
    const struct diff *diff;
    const struct index *followers;
};

struct parts {
    struct part *first;
    size_t count;
    const struct diff *all; /* also what nothing is told of */
};

/* In capitals; `where` is "" but for a part of its own stack. */
static void title_print(struct sheet *sheet, enum paint color, const char *words, const char *where)
{
    char *title = arena_text(sheet->showing->arena, "%s", words);
    for (char *at = title; *at; at++) *at = (char)toupper((unsigned char)*at);
    sheet_end(sheet);
    sheet_line(sheet, 2, color, title);
    sheet->is_blank = false;
    sheet_words(sheet, 2, FAINT, where);
    sheet_end(sheet);
}

static const char *where_of(const struct sheet *sheet, const struct parts *parts, const struct diff *diff,
                            const char *const *regions)
{
    return show_where(sheet->showing->arena, parts->all, diff, regions);
}

static bool is_folded(const struct changed *changed) { return changed->under || changed->alike_of; }

/* The stacks one after the other. */
static void changes_print(struct sheet *sheet, const struct parts *parts, enum impact impact)
{
    bool titled = false;
    for (const struct part *part = parts->first; part < parts->first + parts->count; part++)
        for (const struct changed *c = part->diff->first; c; c = c->next) {
            if (c->impact != impact || (is_folded(c) && !sheet->showing->all)) continue;
            if (!titled) title_print(sheet, text_impact_paint(impact), show_titles[impact], "");
            titled = true;
            text_changed(sheet, c, where_of(sheet, parts, part->diff, c->regions), part->followers);
        }
}

static void right_print(struct sheet *sheet, const struct right *right, const char *where)
{
    struct arena *arena = sheet->showing->arena;
    enum paint color = right->broader ? YELLOW : right->sign == '-' ? RED : GREEN;
    sheet_line(sheet, 6, color, arena_text(arena, "  %c ", right->sign));
    sheet_words(sheet, 0, PLAIN, right_sentence(arena, right));
    sheet_words(sheet, 2, PLAIN, where);
    sheet_end(sheet);
}

static void rights_print(struct sheet *sheet, const struct parts *parts)
{
    bool titled = false;
    for (const struct part *part = parts->first; part < parts->first + parts->count; part++)
        for (const struct right *r = rights_of(sheet->showing->arena, part->diff->permits); r; r = r->next) {
            if (!titled) title_print(sheet, BOLD, "permissions", "");
            titled = true;
            right_print(sheet, r, where_of(sheet, parts, part->diff, r->permit->regions));
        }
}

static void steps_print(struct sheet *sheet, const struct parts *parts, const struct diff *diff)
{
    int last = 0;
    if (!diff->steps) return;
    title_print(sheet, BOLD, "deployments needed", where_of(sheet, parts, diff, NULL));
    for (const struct step *s = diff->steps; s; s = s->next) {
        if (s->deployment != last) buffer_print(sheet->text, "  deployment %d\n", s->deployment);
        last = s->deployment;
        sheet_line(sheet, 8, PLAIN, "      ");
        sheet_words(sheet, 0, PLAIN, arena_text(sheet->showing->arena, "%s: %s", s->id, s->what));
        sheet_end(sheet);
    }
}

/* Never among the changes: the next deployment does not know of it. */
static void drift_print(struct sheet *sheet, const struct parts *parts, const struct diff *diff)
{
    if (!diff->drift_read) return;
    title_print(sheet, BOLD, "drift", where_of(sheet, parts, diff, NULL));
    for (const struct changed *c = diff->drifts; c; c = c->next) {
        sheet_line(sheet, 4, PLAIN, c->action == ACTION_REMOVE ? "  - " : "  ~ ");
        sheet_part(sheet, 0, BOLD, c->id);
        sheet_part(sheet, 2, PLAIN, c->type);
        if (c->physical) sheet_part(sheet, 2, PLAIN, c->physical);
        if (c->action == ACTION_REMOVE) sheet_part(sheet, 2, RED, "deleted");
        sheet_end(sheet);
        for (const struct difference *row = c->first; row; row = row->next) text_row(sheet, c, row);
    }
    if (!diff->drifts) buffer_text(sheet->text, "  no drift in the resources that AWS checks\n");
    if (diff->drift_blind) buffer_text(sheet->text, "  AWS does not check the routes of an API\n");
}

/* Of a region where all is as in an earlier one, what is left follows from that. */
static bool is_silent(const struct sheet *sheet, const struct diff *diff)
{
    for (const struct changed *c = diff->first; c; c = c->next)
        if (sheet->showing->all || !is_folded(c)) return false;
    return !diff->permits && !diff->steps && !diff->drift_read;
}

static struct parts parts_of(const struct sheet *sheet, const struct diff *first)
{
    struct arena *arena = sheet->showing->arena;
    size_t count = 0;
    for (const struct diff *d = first; d; d = d->next) count++;
    struct parts parts = { .first = arena_take(arena, (count + 1) * sizeof *parts.first), .all = first };
    for (const struct diff *d = first; d; d = d->next)
        if (!is_silent(sheet, d)) parts.first[parts.count++] = (struct part){ d, text_followers(arena, d) };
    return parts;
}

static void head_print(struct sheet *sheet, const struct parts *parts, const struct report *report)
{
    struct arena *arena = sheet->showing->arena;
    const struct diff *first = report->first;
    bool is_named = report->title && !first->next; /* the service's only stack */
    const char *title = report->title && parts->count ? arena_join(arena, report->title, ": ") : "";
    sheet_line(sheet, 2, BOLD, title);
    sheet_words(sheet, 0, PLAIN, show_counts(arena, first));
    sheet_end(sheet);
    if (!parts->count) return;
    sheet_line(sheet, 2, PLAIN, "");
    sheet_words(sheet, 0, FAINT,
                arena_text(arena, "%s%s%s, by %s", is_named ? show_stack(arena, first) : "",
                           is_named ? ": " : "", show_sides(arena, first), show_method(arena, first)));
    sheet_end(sheet);
}

void show_text(struct buffer *text, const struct showing *showing, const struct report *report)
{
    struct sheet sheet = { .text = text, .showing = showing };
    const struct parts parts = parts_of(&sheet, report->first);
    const struct part *end = parts.first + parts.count;
    head_print(&sheet, &parts, report);
    for (int impact = 0; impact < IMPACT_COUNT; impact++) changes_print(&sheet, &parts, (enum impact)impact);
    rights_print(&sheet, &parts);
    for (const struct part *p = parts.first; p < end; p++) steps_print(&sheet, &parts, p->diff);
    for (const struct part *p = parts.first; p < end; p++) drift_print(&sheet, &parts, p->diff);
    if (report->costs) {
        buffer_print(text, "\n%sMONTHLY COST%s\n", sheet_paint(&sheet, BOLD), sheet_paint(&sheet, PLAIN));
        show_cost_text(text, showing->arena, report);
    }
    if (diff_worst(report->first) != IMPACT_COUNT)
        buffer_print(text, "\n%s\n", show_counts(showing->arena, report->first));
}
