#include "cfgen/diff/clean.h"
#include "cfgen/excerpt.h"

static void word(struct arena *arena, const char **text)
{
    if (*text) *text = excerpt_clean(arena, *text);
}

static void words(struct arena *arena, const char *const *list)
{
    for (const char **at = (const char **)list; at && *at; at++) word(arena, at); /* the arena's own */
}

static const struct code_change *code(struct arena *arena, const struct code_change *first)
{
    struct code_change *copy = NULL, **end = &copy;
    for (; first; first = first->next, end = &(*end)->next) {
        *end = arena_take(arena, sizeof **end);
        **end = *first;
        word(arena, &(*end)->path);
        word(arena, &(*end)->was);
        word(arena, &(*end)->is);
    }
    return copy;
}

static const struct step *steps(struct arena *arena, const struct step *first)
{
    struct step *copy = NULL, **end = &copy;
    for (; first; first = first->next, end = &(*end)->next) {
        *end = arena_take(arena, sizeof **end);
        **end = *first;
        word(arena, &(*end)->id);
        word(arena, &(*end)->what);
    }
    return copy;
}

static const struct cost_change *costs(struct arena *arena, const struct cost_change *first)
{
    struct cost_change *copy = NULL, **end = &copy;
    for (; first; first = first->next, end = &(*end)->next) {
        *end = arena_take(arena, sizeof **end);
        **end = *first;
        word(arena, &(*end)->id);
    }
    return copy;
}

static void changes(struct arena *arena, struct changed *first)
{
    for (struct changed *c = first; c; c = c->next) {
        word(arena, &c->id);
        word(arena, &c->type);
        word(arena, &c->physical);
        word(arena, &c->under);
        word(arena, &c->code_of);
        word(arena, &c->alike_of);
        words(arena, c->dependents);
        words(arena, c->alike);
        c->code = code(arena, c->code);
        for (struct difference *row = c->first; row; row = row->next) {
            word(arena, &row->path);
            word(arena, &row->why);
        }
    }
}

void clean_diff(struct arena *arena, struct diff *first)
{
    for (struct diff *d = first; d; d = d->next) {
        word(arena, &d->stack);
        word(arena, &d->before);
        word(arena, &d->after);
        changes(arena, d->first);
        changes(arena, d->drifts);
        for (struct permit *p = d->permits; p; p = p->next) {
            word(arena, &p->id);
            word(arena, &p->principal);
            word(arena, &p->action);
            word(arena, &p->resource);
            word(arena, &p->condition);
        }
        d->steps = steps(arena, d->steps);
        d->costs = costs(arena, d->costs);
    }
}
