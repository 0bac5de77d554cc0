#include "stacks/cost/cost_change.h"
#include "base/index.h"
#include "base/text.h"
#include <math.h>
#include <string.h>

static bool text_equal(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

/* The stack in the same region, nested alike, or that at the edge; of one and one they are the same. */
static const struct cost *cost_like(const struct cost *first, const struct cost *like,
                                    const struct cost *among)
{
    const char *region = like->stack->region;
    if (first && !first->next && !among->next) return first;
    for (; first; first = first->next) {
        bool same =
            text_equal(first->stack->region, region) && text_equal(first->stack->nested, like->stack->nested);
        if (same && first->stack->edge == like->stack->edge) return first;
    }
    return NULL;
}

static const char *line_name(struct arena *arena, const struct cost_line *line)
{
    return arena_join(arena, arena_join(arena, line->id, " "), price_about[line->price].id);
}

static struct index *lines_index(struct arena *arena, const struct cost *cost)
{
    struct index *index = index_new(arena);
    for (struct cost_line *l = cost ? cost->first : NULL; l; l = l->next)
        index_add(index, line_name(arena, l), l);
    return index;
}

static double line_usd(const struct index *index, struct arena *arena, const struct cost_line *like)
{
    const struct cost_line *line = index_find(index, line_name(arena, like));
    return line ? line->usd : 0;
}

static struct cost_change **change_add(struct arena *arena, struct cost_change **end, const struct cost *of,
                                       const struct cost_line *line, double before, double after)
{
    const double half_a_cent = 0.005;
    if (fabs(after - before) < half_a_cent) return end;
    struct cost_change *change = arena_take(arena, sizeof *change);
    *change = (struct cost_change){ NULL, of, line->id, line->price, before, after };
    *end = change;
    return &change->next;
}

struct cost_change *cost_changes(struct arena *arena, const struct cost *before, const struct cost *after)
{
    struct cost_change *first = NULL, **end = &first;
    for (const struct cost *c = after; c; c = c->next) {
        const struct cost *old = cost_like(before, c, after);
        struct index *was = lines_index(arena, old), *is = lines_index(arena, c);
        for (const struct cost_line *l = c->first; l; l = l->next)
            end = change_add(arena, end, c, l, line_usd(was, arena, l), l->usd);
        for (const struct cost_line *l = old ? old->first : NULL; l; l = l->next)
            if (!index_find(is, line_name(arena, l))) end = change_add(arena, end, c, l, l->usd, 0);
    }
    for (const struct cost *c = before; c; c = c->next)
        for (const struct cost_line *l = cost_like(after, c, before) ? NULL : c->first; l; l = l->next)
            end = change_add(arena, end, c, l, l->usd, 0);
    return first;
}
