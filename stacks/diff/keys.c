#include "stacks/diff/keys.h"

static const char *key_at(struct arena *arena, const struct outline *outline, struct place place)
{
    return outline ? outline_key(arena, outline, place) : NULL;
}

/* What goes stands in the old description only. */
static void changed_find(struct arena *arena, struct changed *changed, const struct outline *before,
                         const struct outline *after)
{
    changed->key = key_at(arena, changed->now ? after : before, changed->cause);
    for (struct difference *row = changed->first; row; row = row->next)
        row->key = key_at(arena, row->after ? after : before, row->cause);
}

void keys_find(struct arena *arena, struct diff *first, const struct outline *before,
               const struct outline *after)
{
    if (!before && !after) return;
    for (struct diff *d = first; d; d = d->next)
        for (struct changed *c = d->first; c; c = c->next) changed_find(arena, c, before, after);
}
