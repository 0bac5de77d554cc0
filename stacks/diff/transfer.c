#include "stacks/diff/transfer.h"
#include "stacks/diff/impact.h"
#include "stacks/diff/order.h"
#include "stacks/stateful.h"
#include <string.h>

struct departure {
    const char *stack, *region;
    enum fate fate;
};

static const char *key_of(struct arena *arena, const char *id, const char *type)
{
    return arena_text(arena, "%s %s", id, type);
}

static void leave(struct arena *arena, struct index *departures, const struct stack *old, const char *id,
                  const char *type, enum fate fate)
{
    struct departure *made = arena_take(arena, sizeof *made);
    *made = (struct departure){ old->name, old->region, fate };
    index_add(departures, key_of(arena, id, type), made);
}

void transfer_leave(struct arena *arena, struct index *departures, const struct diff *diff,
                    const struct stack *old, const struct stack *now)
{
    if (now) {
        for (const struct changed *c = diff->first; c; c = c->next)
            if (c->fate != FATE_NONE && c->action == ACTION_REMOVE)
                leave(arena, departures, old, c->id, c->type, c->fate);
        return;
    }
    for (const struct node *n = node_pairs(node_find(old->template, "Resources")); n; n = n->next) {
        const char *type = node_word(n, "Type");
        if (type && stateful_type(type)) leave(arena, departures, old, n->key, type, FATE_RETAINED);
    }
}

static const char *why(struct arena *arena, const struct departure *from)
{
    static const char *const ends[] = { [FATE_NONE] = "keeps the data",
                                        [FATE_RETAINED] = "is retained with its data",
                                        [FATE_SNAPSHOT] = "is deleted, and a snapshot is kept",
                                        [FATE_DELETED] = "is deleted with its data" };
    return arena_text(arena, "a new, empty resource is created; the one of %s%s%s %s", from->stack,
                      from->region ? " in " : "", from->region ? from->region : "", ends[from->fate]);
}

static void arrive(struct arena *arena, struct diff *diff, struct changed *changed,
                   const struct departure *from)
{
    struct difference *row = changed->first;
    row->impact = IMPACT_DATA_LOSS;
    row->possible = false;
    row->reason = REASON_DATA;
    row->why = why(arena, from);
    if (!changed->under) diff->counts.impacts[changed->impact]--;
    impact_sum(changed);
    changed->under = NULL;
    diff->counts.impacts[changed->impact]++;
}

void transfer_arrive(struct arena *arena, const struct index *departures, struct diff *first)
{
    for (struct diff *d = first; d; d = d->next) {
        bool any = false;
        for (struct changed *c = d->first; c; c = c->next) {
            bool is_new = c->action == ACTION_ADD && stateful_type(c->type);
            const struct departure *from =
                is_new ? index_find(departures, key_of(arena, c->id, c->type)) : NULL;
            if (from) arrive(arena, d, c, from);
            any = any || from;
        }
        if (any) d->first = order_sort(arena, d->first);
    }
}
