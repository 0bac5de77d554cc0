#include "cfgen/diff/words/rights.h"
#include "base/buffer.h"
#include <string.h>

static bool same_but_action(const struct permit *a, const struct permit *b)
{
    return a->granted == b->granted && a->broader == b->broader && !strcmp(a->effect, b->effect) &&
           !strcmp(a->principal, b->principal) && !strcmp(a->resource, b->resource) &&
           !strcmp(a->condition, b->condition) && !a->regions == !b->regions;
}

/* `done`: those from `first` on that are in a right already. What a resource's policies say stands together.
 */
static const char *actions_of(struct arena *arena, const struct permit *first, bool *done)
{
    size_t service = 0;
    const char *last = NULL;
    struct buffer *text = buffer_new(arena);
    for (const struct permit *p = first; p && !strcmp(p->id, first->id); p = p->next, done++) {
        if (*done || !same_but_action(first, p)) continue;
        *done = true;
        const char *colon = strchr(p->action, ':');
        bool again =
            last && colon && !strncmp(last, p->action, service) && (size_t)(colon - p->action + 1) == service;
        buffer_print(text, "%s%s", last ? ", " : "", p->action + (again ? service : 0));
        last = p->action;
        service = colon ? (size_t)(colon - p->action) + 1 : 0;
    }
    return text->text;
}

const struct right *rights_of(struct arena *arena, const struct permit *permits)
{
    size_t count = 0, at = 0;
    struct right *first = NULL, **end = &first;
    for (const struct permit *p = permits; p; p = p->next) count++;
    bool *done = arena_take(arena, (count + 1) * sizeof *done);
    for (const struct permit *p = permits; p; p = p->next, at++) {
        if (done[at]) continue;
        struct right *right = arena_take(arena, sizeof *right);
        *right = (struct right){ .permit = p, .actions = actions_of(arena, p, done + at) };
        *end = right;
        end = &right->next;
    }
    return first;
}
