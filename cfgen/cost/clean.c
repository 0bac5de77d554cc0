#include "cfgen/cost/clean.h"
#include "cfgen/excerpt.h"

struct cleaning {
    struct run *run;
    bool for_people; /* else for a program, which reads bytes as they are */
};

static const char *cleaned(const struct cleaning *cleaning, const char *text)
{
    text = diag_mask_value(cleaning->run->diags, cleaning->run->arena, text);
    return cleaning->for_people ? excerpt_clean(cleaning->run->arena, text) : text;
}

static const struct stack *stack(const struct cleaning *cleaning, const struct stack *of)
{
    if (!cleaning->for_people) return of;
    struct stack *copy = arena_take(cleaning->run->arena, sizeof *copy);
    *copy = *of;
    copy->name = excerpt_clean(cleaning->run->arena, of->name);
    if (of->region) copy->region = excerpt_clean(cleaning->run->arena, of->region);
    return copy;
}

static struct cost_line *lines(const struct cleaning *cleaning, const struct cost_line *first)
{
    struct cost_line *copy = NULL, **end = &copy;
    for (; first; first = first->next, end = &(*end)->next) {
        *end = arena_take(cleaning->run->arena, sizeof **end);
        **end = *first;
        (*end)->id = cleaned(cleaning, first->id);
    }
    return copy;
}

static struct cost_left *left(const struct cleaning *cleaning, const struct cost_left *first)
{
    struct cost_left *copy = NULL, **end = &copy;
    for (; first; first = first->next, end = &(*end)->next) {
        *end = arena_take(cleaning->run->arena, sizeof **end);
        **end = *first;
        (*end)->type = cleaned(cleaning, first->type);
    }
    return copy;
}

const struct cost *cost_clean(struct run *run, const struct cost *first, bool for_people)
{
    const struct cleaning all = { run, for_people }, *cleaning = &all;
    struct cost *copy = NULL, **end = &copy;
    for (; first; first = first->next, end = &(*end)->next) {
        *end = arena_take(cleaning->run->arena, sizeof **end);
        **end = *first;
        (*end)->stack = stack(cleaning, first->stack);
        (*end)->first = lines(cleaning, first->first);
        (*end)->left = left(cleaning, first->left);
    }
    return copy;
}
