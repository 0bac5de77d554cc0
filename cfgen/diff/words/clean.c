#include "cfgen/diff/words/clean.h"
#include "cfgen/excerpt.h"

struct cleaning {
    struct run *run;
    bool for_people; /* else for a program, which reads bytes as they are */
};

static const char *cleaned(const struct cleaning *cleaning, const char *text)
{
    struct arena *arena = cleaning->run->arena;
    text = diag_mask(cleaning->run->diags, arena, text, (struct place){ 0 });
    return cleaning->for_people ? excerpt_clean(arena, text) : text;
}

static void word(const struct cleaning *cleaning, const char **text)
{
    if (*text) *text = cleaned(cleaning, *text);
}

static void words(const struct cleaning *cleaning, const char *const *list)
{
    for (const char **at = (const char **)list; at && *at; at++) word(cleaning, at); /* the arena's own */
}

/* show_value() spells it out for people. */
static const struct node *value(const struct cleaning *cleaning, const struct node *given)
{
    struct arena *arena = cleaning->run->arena;
    if (!given) return NULL;
    if (given->shape == SCALAR) {
        bool decided =
            given->origin == ORIGIN_OUTSIDE; /* by stacks/diff/redact.c: a word of AWS's is shown */
        const char *text = decided ? diag_mask(cleaning->run->diags, arena, given->text, (struct place){ 0 })
                                   : diag_mask_value(cleaning->run->diags, arena, given->text);
        struct node *made = text == given->text ? NULL : node_text(arena, text);
        if (made) made->place = given->place;
        return made ? made : given;
    }
    struct node *copy = given->shape == MAP ? node_map(arena) : node_list(arena);
    copy->place = given->place;
    for (const struct node *n = given->first; n; n = n->next)
        node_add(copy, n->key ? diag_mask_value(cleaning->run->diags, arena, n->key) : NULL,
                 node_copy(arena, value(cleaning, n)))
            ->key_place = n->key_place;
    return copy;
}

static const struct code_change *code(const struct cleaning *cleaning, const struct code_change *first)
{
    struct code_change *copy = NULL, **end = &copy;
    for (; first; first = first->next, end = &(*end)->next) {
        *end = arena_take(cleaning->run->arena, sizeof **end);
        **end = *first;
        word(cleaning, &(*end)->path);
        word(cleaning, &(*end)->was);
        word(cleaning, &(*end)->is);
    }
    return copy;
}

static const struct step *steps(const struct cleaning *cleaning, const struct step *first)
{
    struct step *copy = NULL, **end = &copy;
    for (; first; first = first->next, end = &(*end)->next) {
        *end = arena_take(cleaning->run->arena, sizeof **end);
        **end = *first;
        word(cleaning, &(*end)->id);
        word(cleaning, &(*end)->what);
    }
    return copy;
}

static const struct cost_change *costs(const struct cleaning *cleaning, const struct cost_change *first)
{
    struct cost_change *copy = NULL, **end = &copy;
    for (; first; first = first->next, end = &(*end)->next) {
        *end = arena_take(cleaning->run->arena, sizeof **end);
        **end = *first;
        word(cleaning, &(*end)->id);
    }
    return copy;
}

static void changes(const struct cleaning *cleaning, struct changed *first)
{
    for (struct changed *c = first; c; c = c->next) {
        word(cleaning, &c->id);
        word(cleaning, &c->type);
        word(cleaning, &c->physical);
        word(cleaning, &c->under);
        word(cleaning, &c->code_of);
        word(cleaning, &c->alike_of);
        word(cleaning, &c->key);
        words(cleaning, c->dependents);
        words(cleaning, c->alike);
        c->code = code(cleaning, c->code);
        for (struct difference *row = c->first; row; row = row->next) {
            word(cleaning, &row->path);
            word(cleaning, &row->why);
            word(cleaning, &row->remedy);
            word(cleaning, &row->key);
            row->before = value(cleaning, row->before);
            row->after = value(cleaning, row->after);
        }
    }
}

void clean_report(struct run *run, struct report *report, bool for_people)
{
    const struct cleaning all = { run, for_people }, *cleaning = &all;
    for (struct diff *d = report->first; d; d = d->next) {
        word(cleaning, &d->stack);
        word(cleaning, &d->before);
        word(cleaning, &d->after);
        changes(cleaning, d->first);
        changes(cleaning, d->drifts);
        for (struct permit *p = d->permits; p; p = p->next) {
            word(cleaning, &p->id);
            word(cleaning, &p->principal);
            word(cleaning, &p->action);
            word(cleaning, &p->resource);
            word(cleaning, &p->condition);
            word(cleaning, &p->who);
            word(cleaning, &p->verb);
            word(cleaning, &p->on);
            word(cleaning, &p->when);
        }
        d->steps = steps(cleaning, d->steps);
    }
    word(cleaning, &report->title);
    word(cleaning, &report->name);
    report->costs = costs(cleaning, report->costs);
}
