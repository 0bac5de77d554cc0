#include "stacks/diff/regions.h"
#include "base/index.h"
#include <string.h>

static bool texts_same(const char *a, const char *b) { return a == b || (a && b && !strcmp(a, b)); }

static bool nodes_same(const struct node *a, const struct node *b)
{
    return a == b || (a && b && node_same(a, b));
}

static bool rows_same(const struct difference *a, const struct difference *b)
{
    for (; a && b; a = a->next, b = b->next)
        if (strcmp(a->path, b->path) != 0 || a->action != b->action || a->replacement != b->replacement ||
            a->impact != b->impact || a->possible != b->possible || !texts_same(a->why, b->why) ||
            !texts_same(a->remedy, b->remedy) || !nodes_same(a->before, b->before) ||
            !nodes_same(a->after, b->after))
            return false;
    return a == b;
}

static bool changed_same(const struct changed *a, const struct changed *b)
{
    return !strcmp(a->section, b->section) && !strcmp(a->type, b->type) && a->action == b->action &&
           a->replacement == b->replacement && a->impact == b->impact && a->fate == b->fate &&
           texts_same(a->under, b->under) && rows_same(a->first, b->first);
}

static const char *permit_name(struct arena *arena, const struct permit *p)
{
    return arena_text(arena, "permit/%d%d\n%s\n%s\n%s\n%s\n%s\n%s", p->granted, p->broader, p->id, p->effect,
                      p->principal, p->action, p->resource, p->condition);
}

/* One more region; `own` is that of the first. */
static void region_add(struct arena *arena, const char ***regions, const char *own, const char *more)
{
    size_t count = 0;
    while (*regions && (*regions)[count]) count++;
    const char **all = arena_take(arena, (count + 3) * sizeof *all);
    if (count)
        memcpy(all, *regions, count * sizeof *all);
    else
        all[count++] = own;
    all[count++] = more;
    all[count] = NULL;
    *regions = all;
}

struct told { /* a change or a right of an earlier region, and others of the same name */
    struct told *next;
    const struct diff *diff;
    struct changed *changed;
    struct permit *permit;
};

struct folding {
    struct arena *arena;
    struct index *index; /* struct told by name */
    const struct diff *diff;
};

static const char *changed_name(struct arena *arena, const struct changed *changed)
{
    return arena_join(arena, changed->section, arena_join(arena, "/", changed->id));
}

static void tell(struct folding *folding, const char *name, struct told told)
{
    struct told *made = arena_take(folding->arena, sizeof *made);
    *made = told;
    made->diff = folding->diff;
    made->next = index_find(folding->index, name);
    if (made->next)
        index_replace(folding->index, name, made);
    else
        index_add(folding->index, name, made);
}

static bool changed_fold(struct folding *folding, struct changed *changed)
{
    const char *name = changed_name(folding->arena, changed);
    for (struct told *t = index_find(folding->index, name); t; t = t->next)
        if (t->diff != folding->diff && changed_same(t->changed, changed)) {
            region_add(folding->arena, &t->changed->regions, t->diff->region, folding->diff->region);
            return true;
        }
    tell(folding, name, (struct told){ .changed = changed });
    return false;
}

static bool permit_fold(struct folding *folding, struct permit *permit)
{
    const char *name = permit_name(folding->arena, permit);
    struct told *told = index_find(folding->index, name);
    if (told && told->diff != folding->diff) {
        region_add(folding->arena, &told->permit->regions, told->diff->region, folding->diff->region);
        return true;
    }
    if (!told) tell(folding, name, (struct told){ .permit = permit });
    return false;
}

void regions_fold(struct arena *arena, struct diff *first)
{
    struct folding folding = { arena, index_new(arena), NULL };
    for (struct diff *d = first; d; d = d->next) {
        if (!d->region) continue;
        folding.diff = d;
        for (struct changed **at = &d->first; *at;)
            if (changed_fold(&folding, *at))
                *at = (*at)->next;
            else
                at = &(*at)->next;
        for (struct permit **at = &d->permits; *at;)
            if (permit_fold(&folding, *at))
                *at = (*at)->next;
            else
                at = &(*at)->next;
    }
}
