#include "tests/properties/repair.h"
#include "service/intrinsic.h"
#include <string.h>

/* A node and what it stands in. */
struct found {
    struct node *node, *parent;
};

static bool is_at(struct place place, struct place at)
{
    return place.line == at.line && place.column == at.column && place.line;
}

/* The deepest that begins at the place, by its key or its value; an outer one before that begins there too.
 */
static struct found find(struct node *parent, struct place place)
{
    for (struct node *n = parent->first; n; n = n->next) {
        struct found below = find(n, place);
        if (below.node) return below;
        if (is_at(n->place, place) || is_at(n->key_place, place)) return (struct found){ n, parent };
    }
    return (struct found){ 0 };
}

/* The last that begins before the place: what stands there is a part of a text. */
static void find_before(struct node *parent, struct place place, struct found *found)
{
    for (struct node *n = parent->first; n; n = n->next) {
        struct place at = n->key_place.line ? n->key_place : n->place;
        if (at.line > place.line || (at.line == place.line && at.column > place.column)) return;
        *found = (struct found){ n, parent };
        find_before(n, place, found);
    }
}

/* A function without its argument is none. */
static struct found whole(struct node *parent, const struct node *child)
{
    for (struct node *n = parent->first; n; n = n->next) {
        if (n == child) return (struct found){ n, parent };
        struct found below = whole(n, child);
        if (below.node) return below;
    }
    return (struct found){ 0 };
}

static void take_out(struct found found)
{
    struct node *parent = found.parent, **end = &parent->first, *last = NULL;
    for (struct node *n = parent->first; n; n = n->next) {
        if (n == found.node) continue;
        *end = last = n;
        end = &n->next;
    }
    *end = NULL;
    parent->last = last;
    parent->count--;
    parent->index = NULL;
}

bool repair(struct node *document, const char *file, const struct diags *diags)
{
    bool repaired = false;
    for (const struct diag *d = diags->first; d; d = d->next) {
        if (d->severity != ERROR || !d->place.file || strcmp(d->place.file, file) != 0 || !d->place.line)
            continue;
        struct found found = find(document, d->place);
        if (!found.node && !repaired) find_before(document, d->place, &found);
        if (!found.node) continue;
        if (is_intrinsic(found.parent)) found = whole(document, found.parent);
        take_out(found);
        repaired = true;
    }
    return repaired;
}
