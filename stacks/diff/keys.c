#include "stacks/diff/keys.h"
#include "service/outline.h"

struct keys {
    struct arena *arena;
    const struct outline *before, *after; /* NULL: that side has no description */
    const struct node *document;          /* of the new side, or NULL */
};

static const char *key_at(const struct keys *keys, const struct outline *outline, struct place place)
{
    return outline ? outline_key(keys->arena, outline, place) : NULL;
}

/* What is gone has the key that it had, at the place where that key stands now. */
static void row_find(const struct keys *keys, struct difference *row)
{
    const char *gone = !row->after ? key_at(keys, keys->before, row->before->place) : NULL;
    row->key = gone ? gone : key_at(keys, keys->after, row->cause);
    struct place now = gone && keys->document
                           ? outline_elsewhere(keys->before, row->before->place, keys->document)
                           : (struct place){ 0 };
    if (now.file) row->cause = now;
}

/* What goes stands in the old description only. */
static void changed_find(const struct keys *keys, struct changed *changed)
{
    const struct outline *outline = changed->now ? keys->after : keys->before;
    changed->key = key_at(keys, outline, node_key_place(changed->now ? changed->now : changed->old));
    for (struct difference *row = changed->first; row; row = row->next)
        if (changed->action == ACTION_MODIFY)
            row_find(keys, row);
        else
            row->key = changed->key;
}

void keys_find(struct arena *arena, struct diff *first, const struct node *before, const struct node *after)
{
    const struct keys keys = { arena, before ? outline_new(arena, before) : NULL,
                               after ? outline_new(arena, after) : NULL, after };
    if (!before && !after) return;
    for (struct diff *d = first; d; d = d->next)
        for (struct changed *c = d->first; c; c = c->next) changed_find(&keys, c);
}
