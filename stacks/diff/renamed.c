#include "stacks/diff/renamed.h"
#include "base/index.h"
#include "base/text.h"
#include "templates/catalog.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST = 64, /* renamed at once: more are not looked for, so that all pairs can be compared */
    LEAST = 80 /* per cent of the properties that must be the same */
};

/* A new item, with one of its resources. */
struct arrival {
    struct changed *changed;
    const char *name;   /* of the item */
    const char *pascal; /* as logical ids begin with it */
    const char *suffix; /* how its logical id ends: Table */
};

struct pair {
    struct changed *old;
    const struct arrival *now;
    size_t order;  /* in which they were found */
    int same, all; /* properties */
};

struct search {
    struct arena *arena;
    struct schemas *schemas;
    struct changed *departures[MOST];
    struct arrival arrivals[MOST];
    size_t departed, arrived, paired;
    struct pair *pairs; /* of one of each */
};

/* Of the section that the key is in; NULL: it is in no kind's. */
static const struct kind *kind_at(const char *key)
{
    for (const struct catalog_entry *e = catalog; e->kind; e++)
        if (text_starts(key, e->kind->section) && key[strlen(e->kind->section)] == '.') return e->kind;
    return NULL;
}

/* tables.quests → quests; NULL: no item of a kind. */
static const char *item_name(const char *key)
{
    const struct kind *kind = key ? kind_at(key) : NULL;
    const char *name = kind ? key + strlen(kind->section) + 1 : NULL;
    return name && !strpbrk(name, ".[") ? name : NULL;
}

/* What tells resources of a type apart, beside what replaces them. */
static bool is_essential(const char *type, const char *path)
{
    return !strcmp(type, "AWS::Lambda::Function") && !strcmp(path, "Handler");
}

struct likeness {
    struct search *search;
    const char *type, *old, *now; /* old, now: what the logical ids begin with */
    int same, all;
    bool is_other; /* it would be replaced all the same, or does something else */
};

static bool texts_same(const struct likeness *likeness, const struct node *old, const struct node *now)
{
    struct arena *arena = likeness->search->arena;
    return !strcmp(old->text, now->text) ||
           !strcmp(text_replace(arena, old->text, likeness->old, likeness->now), now->text);
}

static void differ(struct likeness *likeness, const char *path)
{
    likeness->all++;
    if (schema_replacement(likeness->search->schemas, likeness->type, path) != UPDATED ||
        is_essential(likeness->type, path))
        likeness->is_other = true;
}

static const char *step(struct arena *arena, const char *path, const char *name)
{
    return *path ? arena_text(arena, "%s.%s", path, name) : name;
}

static void liken(struct likeness *, const char *path, const struct node *old, const struct node *now);

static void liken_maps(struct likeness *likeness, const char *path, const struct node *old,
                       const struct node *now)
{
    struct arena *arena = likeness->search->arena;
    for (const struct node *n = old->first; n; n = n->next)
        liken(likeness, step(arena, path, n->key), n, node_find(now, n->key));
    for (const struct node *n = now->first; n; n = n->next)
        if (!node_find(old, n->key)) liken(likeness, step(arena, path, n->key), NULL, n);
}

static void liken_lists(struct likeness *likeness, const char *path, const struct node *old,
                        const struct node *now)
{
    const char *below = step(likeness->search->arena, path, "*");
    const struct node *o = old->first, *n = now->first;
    for (; o || n; o = o ? o->next : NULL, n = n ? n->next : NULL) liken(likeness, below, o, n);
}

static void liken(struct likeness *likeness, const char *path, const struct node *old, const struct node *now)
{
    if (!old || !now || old->shape != now->shape)
        differ(likeness, path);
    else if (old->shape == MAP)
        liken_maps(likeness, path, old, now);
    else if (old->shape == LIST)
        liken_lists(likeness, path, old, now);
    else if (texts_same(likeness, old, now))
        likeness->all++, likeness->same++;
    else
        differ(likeness, path);
}

/* How the logical id of the old one begins. NULL: it is of another kind, or part of it. */
static const char *stem_of(struct arena *arena, const struct changed *old, const struct arrival *now)
{
    if (strcmp(old->type, now->changed->type) != 0 || !text_ends(old->id, now->suffix)) return NULL;
    return arena_copy(arena, old->id, strlen(old->id) - strlen(now->suffix));
}

static void compare(struct search *search, struct changed *old, const struct arrival *now)
{
    const char *stem = stem_of(search->arena, old, now);
    struct likeness likeness = { search, old->type, stem, now->pascal, 0, 0, false };
    if (!stem || !*stem) return;
    const struct node *nothing = node_map(search->arena);
    const struct node *before = node_find(old->old, "Properties"),
                      *after = node_find(now->changed->now, "Properties");
    liken_maps(&likeness, "", before && before->shape == MAP ? before : nothing,
               after && after->shape == MAP ? after : nothing);
    if (likeness.is_other || likeness.same * 100 < likeness.all * LEAST) return;
    search->pairs[search->paired] = (struct pair){ old, now, search->paired, likeness.same, likeness.all };
    search->paired++;
}

/* The likest first, then as they were found. */
static int by_likeness(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    long left = (long)x->same * y->all, right = (long)y->same * x->all;
    if (left != right) return left < right ? 1 : -1;
    return (x->order > y->order) - (x->order < y->order);
}

static const char *old_name(struct arena *arena, const struct pair *pair)
{
    const char *known = item_name(pair->old->key);
    if (known) return known;
    char *name = (char *)(size_t)stem_of(arena, pair->old, pair->now);
    *name = (char)tolower((unsigned char)*name);
    return name;
}

static void propose(struct search *search, const struct pair *pair)
{
    struct arena *arena = search->arena;
    const struct changed *now = pair->now->changed;
    struct difference *row = pair->old->first;
    if (row->remedy) return;
    row->remedy = arena_text(
        arena, "if %s is the same under another name, it is kept by this line in it (%s:%d): was: %s",
        now->key, now->cause.file, now->cause.line, old_name(arena, pair));
}

/* What holds data or a name that others know; the rest of an item goes with it. */
static bool is_main(const struct changed *changed, const char *suffix)
{
    const struct kind *kind = kind_at(changed->key);
    return kind && kind->suffix && text_same(kind->suffix, suffix);
}

static void collect(struct search *search, struct changed *changed)
{
    const char *name = changed->action == ACTION_ADD ? item_name(changed->key) : NULL;
    if (strcmp(changed->section, "Resources") != 0) return;
    if (changed->action == ACTION_REMOVE && search->departed < MOST)
        search->departures[search->departed++] = changed;
    const char *pascal = name ? text_pascal(search->arena, name) : NULL;
    if (!name || search->arrived == MOST || !text_starts(changed->id, pascal)) return;
    const char *suffix = changed->id + strlen(pascal);
    if (is_main(changed, suffix))
        search->arrivals[search->arrived++] = (struct arrival){ changed, name, pascal, suffix };
}

static void diff_search(struct search *search, struct diff *diff)
{
    struct index *used = index_new(search->arena);
    for (struct changed *c = diff->first; c; c = c->next)
        if (*c->type) collect(search, c);
    search->pairs =
        arena_take(search->arena, (search->departed * search->arrived + 1) * sizeof *search->pairs);
    for (size_t i = 0; i < search->departed; i++)
        for (size_t j = 0; j < search->arrived; j++)
            compare(search, search->departures[i], &search->arrivals[j]);
    if (search->paired) qsort(search->pairs, search->paired, sizeof *search->pairs, by_likeness);
    for (const struct pair *p = search->pairs; p < search->pairs + search->paired; p++) {
        if (index_find(used, p->old->id) || index_find(used, p->now->changed->id)) continue;
        index_add(used, p->old->id, p->old);
        index_add(used, p->now->changed->id, p->old);
        propose(search, p);
    }
}

void renamed_find(struct arena *arena, struct schemas *schemas, struct diff *first)
{
    for (struct diff *d = first; d; d = d->next)
        diff_search(&(struct search){ .arena = arena, .schemas = schemas }, d);
}
