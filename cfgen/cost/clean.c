#include "cfgen/cost/clean.h"
#include "cfgen/excerpt.h"

static const struct stack *stack(struct arena *arena, const struct stack *of)
{
    struct stack *copy = arena_take(arena, sizeof *copy);
    *copy = *of;
    copy->name = excerpt_clean(arena, of->name);
    if (of->region) copy->region = excerpt_clean(arena, of->region);
    return copy;
}

static struct cost_line *lines(struct arena *arena, const struct cost_line *first)
{
    struct cost_line *copy = NULL, **end = &copy;
    for (; first; first = first->next, end = &(*end)->next) {
        *end = arena_take(arena, sizeof **end);
        **end = *first;
        (*end)->id = excerpt_clean(arena, first->id);
    }
    return copy;
}

static struct cost_left *left(struct arena *arena, const struct cost_left *first)
{
    struct cost_left *copy = NULL, **end = &copy;
    for (; first; first = first->next, end = &(*end)->next) {
        *end = arena_take(arena, sizeof **end);
        **end = *first;
        (*end)->type = excerpt_clean(arena, first->type);
    }
    return copy;
}

const struct cost *cost_clean(struct arena *arena, const struct cost *first)
{
    struct cost *copy = NULL, **end = &copy;
    for (; first; first = first->next, end = &(*end)->next) {
        *end = arena_take(arena, sizeof **end);
        **end = *first;
        (*end)->stack = stack(arena, first->stack);
        (*end)->first = lines(arena, first->first);
        (*end)->left = left(arena, first->left);
    }
    return copy;
}
