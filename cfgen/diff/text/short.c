/* A line a resource, for a glance: the worst first, and what loses data once more at the end. */
#include "cfgen/diff/text/short.h"
#include "base/text.h"
#include "cfgen/diff/words/cost.h"
#include "cfgen/diff/words/show.h"
#include <string.h>

static const char *const paints[IMPACT_COUNT] = { "\033[31m", "\033[31m", "\033[33m", "\033[33m",
                                                  "\033[36m", "\033[36m", "\033[2m" };

static bool is_shown(const struct showing *showing, const struct changed *changed)
{
    return showing->all || (!changed->under && !changed->alike_of);
}

struct columns {
    int id, type;
};

static void line(struct buffer *text, const struct showing *showing, const struct changed *c,
                 const struct columns *columns)
{
    bool resource = !strcmp(c->section, "Resources");
    const char *word = show_word(c), *place = show_place(showing->arena, show_cause(c));
    int alike = 0;
    while (!showing->all && c->alike && c->alike[alike]) alike++;
    struct buffer *rest = buffer_new(showing->arena);
    buffer_print(rest, "%s%s%s", show_titles[c->impact], *word ? ", " : "", word);
    if (alike) buffer_print(rest, ", and %d alike", alike);
    if (c->regions) buffer_print(rest, ", in %s", show_regions(showing->arena, c->regions));
    int used = 8 + columns->id + columns->type + text_points(rest->text, rest->size);
    bool room = !showing->columns || used + 2 + (int)strlen(place) <= showing->columns;
    buffer_print(text, "  %s%s %-*s%s  %-*s  %s", showing->color ? paints[c->impact] : "", show_symbol(c),
                 columns->id, c->id, showing->color ? "\033[0m" : "", columns->type,
                 resource ? c->type : c->section, rest->text);
    if (*place && room) buffer_print(text, "  %s", place);
    buffer_byte(text, '\n');
}

static struct columns columns_of(const struct showing *showing, const struct diff *diff)
{
    struct columns columns = { 0, 0 };
    for (const struct changed *c = diff->first; c; c = c->next) {
        if (!is_shown(showing, c)) continue;
        int id = (int)strlen(c->id),
            type = (int)strlen(strcmp(c->section, "Resources") ? c->section : c->type);
        if (id > columns.id) columns.id = id;
        if (type > columns.type) columns.type = type;
    }
    return columns;
}

static void losses(struct buffer *text, const struct showing *showing, const struct diff *first)
{
    bool any = false;
    for (const struct diff *d = first; d; d = d->next)
        for (const struct changed *c = d->first; c; c = c->next) {
            if (c->impact != IMPACT_DATA_LOSS || !is_shown(showing, c)) continue;
            const struct difference *row = c->first;
            while (row && row->next && row->impact != c->impact) row = row->next;
            if (!any) buffer_print(text, "\n%s:\n", show_titles[IMPACT_DATA_LOSS]);
            any = true;
            buffer_print(text, "  %s%s%s%s%s\n", c->id, d->region ? " in " : "", d->region ? d->region : "",
                         row && row->why ? ": " : "", row && row->why ? row->why : "");
        }
}

void show_short(struct buffer *text, const struct showing *showing, const struct report *report)
{
    const struct diff *first = report->first;
    buffer_print(text, "%s\n", show_counts(showing->arena, first));
    for (const struct diff *d = first; d; d = d->next) {
        struct columns columns = columns_of(showing, d);
        if (!columns.id) continue;
        buffer_print(text, "\n%s%s%s\n", d->stack ? d->stack : d->after, d->region ? " in " : "",
                     d->region ? d->region : "");
        for (const struct changed *c = d->first; c; c = c->next)
            if (is_shown(showing, c)) line(text, showing, c, &columns);
    }
    const char *cost = show_cost(showing->arena, report);
    if (cost) buffer_print(text, "\n%s\n", cost);
    losses(text, showing, first);
}
