#include "cfgen/diff/sides/rename.h"
#include "base/index.h"
#include "base/text.h"
#include <string.h>

/* What a name of the one is in the other. */
struct renaming {
    const char *old, *now;
    bool within; /* wherever it stands; else where it is all of a text, or a text within a JSON text */
};

enum { MOST = 8 };

struct renamings {
    struct arena *arena;
    struct renaming all[MOST];
    size_t count;
    struct index *ids; /* what a logical id is in the other */
};

static void add(struct renamings *renamings, const char *old, const char *now, bool within)
{
    bool known = false; /* replacing it twice would spoil it */
    for (size_t i = 0; i < renamings->count && old; i++)
        known = known || (renamings->all[i].within == within && !strcmp(renamings->all[i].old, old));
    if (old && now && !known && strcmp(old, now) != 0)
        renamings->all[renamings->count++] = (struct renaming){ old, now, within };
}

static const char *renamed(const struct renamings *renamings, const char *text)
{
    struct arena *arena = renamings->arena;
    const char *id = index_find(renamings->ids, text);
    if (id) return id;
    for (size_t i = 0; i < renamings->count; i++) {
        const struct renaming *r = &renamings->all[i];
        if (r->within) {
            text = text_replace(arena, text, r->old, r->now);
            continue;
        }
        if (!strcmp(text, r->old)) return r->now;
        text = text_replace(arena, text, arena_text(arena, "\"%s\"", r->old),
                            arena_text(arena, "\"%s\"", r->now));
    }
    return text;
}

static void rename_all(const struct renamings *, struct node *, const struct node *beside);

static void rename_text(const struct renamings *renamings, struct node *node, const struct node *beside)
{
    bool is_same = beside && beside->shape == SCALAR && !strcmp(node->text, beside->text);
    const char *text = is_same ? node->text : renamed(renamings, node->text);
    if (!beside || beside->shape != SCALAR || !strcmp(text, beside->text)) node->text = text;
}

/* Ids of versions and deployments end with a hash of what they are of, names included. NULL: this one does
 * not. */
static const char *id_stem(struct arena *arena, const char *id)
{
    enum { HASH = 10 };
    size_t size = strlen(id);
    if (size <= HASH || strspn(id + size - HASH, "0123456789abcdef") != HASH) return NULL;
    return arena_copy(arena, id, size - HASH);
}

/* Resources of the one under their ids in the other. */
static struct node *ids_rename(const struct renamings *renamings, struct node *old, const struct node *now)
{
    struct index *stems = index_new(renamings->arena);
    for (const struct node *n = node_pairs(now); n; n = n->next) {
        const char *stem = node_find(old, n->key) ? NULL : id_stem(renamings->arena, n->key);
        if (stem) index_add(stems, stem, (void *)(size_t)n->key);
    }
    for (const struct node *n = node_pairs(old); n; n = n->next) {
        const char *stem = node_find(now, n->key) ? NULL : id_stem(renamings->arena, n->key);
        void *id = stem ? index_find(stems, stem) : NULL;
        if (id) index_add(renamings->ids, n->key, id);
    }
    struct node *resources = node_map(renamings->arena);
    resources->place = old->place;
    for (struct node *n = old->first, *next; n; n = next) {
        const char *id = index_find(renamings->ids, n->key);
        next = n->next;
        node_add(resources, id ? id : n->key, n);
    }
    return resources;
}

/* Most maps of both have the same keys in the same order. */
static const struct node *member_beside(const struct node *beside, const struct node *next, const char *key)
{
    if (!beside || beside->shape != MAP) return NULL;
    return next && !strcmp(next->key, key) ? next : node_find(beside, key);
}

static void rename_all(const struct renamings *renamings, struct node *node, const struct node *beside)
{
    bool listed = beside && beside->shape == LIST && node->shape == LIST && beside->count == node->count;
    const struct node *next = beside && beside->shape == node->shape ? beside->first : NULL;
    if (node->shape == SCALAR) rename_text(renamings, node, beside);
    for (struct node *n = node->shape == SCALAR ? NULL : node->first; n; n = n->next) {
        const struct node *other = node->shape == MAP ? member_beside(beside, next, n->key) : NULL;
        if (listed) other = next;
        rename_all(renamings, n, other);
        if (next) next = next->next;
    }
}

const struct node *rename_towards(struct arena *arena, const struct stack *old, const struct stack *now)
{
    struct renamings renamings = { .arena = arena, .ids = index_new(arena) };
    struct node *copy = node_copy(arena, old->template);
    struct node *resources = node_find(copy, "Resources");
    if (resources && resources->shape == MAP)
        node_set(copy, "Resources", ids_rename(&renamings, resources, node_find(now->template, "Resources")));
    add(&renamings, old->name, now->name, true);
    if (old->service && now->service)
        add(&renamings, arena_text(arena, "%s-%s", old->service, old->stage),
            arena_text(arena, "%s-%s", now->service, now->stage), true);
    if (old->service && now->service) /* archives are in a folder of the service's */
        add(&renamings, arena_join(arena, old->service, "/"), arena_join(arena, now->service, "/"), true);
    if (old->stage && now->stage) /* as in the address of an API */
        add(&renamings, arena_join(arena, "/", old->stage), arena_join(arena, "/", now->stage), true);
    add(&renamings, old->region, now->region, true);
    add(&renamings, old->service, now->service, false);
    add(&renamings, old->stage, now->stage, false);
    add(&renamings, old->region, now->region, false);
    rename_all(&renamings, copy, now->template);
    return copy;
}
