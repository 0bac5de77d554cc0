#include "stacks/diff/code.h"
#include "base/index.h"
#include <string.h>

const char *code_key(const struct node *resource)
{
    static const char *const places[] = { "Code", "Content" }; /* of a function, of a layer */
    const struct node *properties = node_find(resource, "Properties");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *key = node_word(node_find(properties, places[i]), "S3Key");
        if (key) return key;
    }
    return NULL;
}

struct comparing {
    struct arena *arena;
    const struct code *then, *now;
    struct code_change *first, **end;
};

static struct code_change *change_add(struct comparing *comparing, const char *path, bool before, bool after)
{
    struct code_change *change = arena_take(comparing->arena, sizeof *change);
    *change = (struct code_change){ .path = path,
                                    .action = !before  ? ACTION_ADD
                                              : !after ? ACTION_REMOVE
                                                       : ACTION_MODIFY };
    *comparing->end = change;
    comparing->end = &change->next;
    return change;
}

static size_t top_size(const char *path)
{
    const char *slash = strchr(path, '/');
    return slash ? (size_t)(slash - path) : 0;
}

/* A file that only the old archive has may be a package's. It is the service's own where others of its folder
 * are there still. */
static bool own(const struct comparing *comparing, const struct code_file *file)
{
    size_t size = top_size(file->path);
    if (!comparing->then->installed) return true;
    for (size_t i = 0; size && i < comparing->now->count; i++) {
        const char *path = comparing->now->files[i].path;
        if (top_size(path) == size && !strncmp(path, file->path, size)) return true;
    }
    return false;
}

static void file_compare(struct comparing *comparing, const struct code_file *then,
                         const struct code_file *now)
{
    if (then && now && then->size == now->size && !strcmp(then->mark, now->mark)) return;
    if (!now && !own(comparing, then)) return;
    struct code_change *change = change_add(comparing, now ? now->path : then->path, then, now);
    change->before = then ? then->size : 0;
    change->after = now ? now->size : 0;
}

/* Both are sorted. */
static void files_compare(struct comparing *comparing)
{
    const struct code_file *then = comparing->then->files, *now = comparing->now->files;
    const struct code_file *then_end = then + comparing->then->count, *now_end = now + comparing->now->count;
    while (then < then_end || now < now_end) {
        int order = then == then_end ? 1 : now == now_end ? -1 : strcmp(then->path, now->path);
        file_compare(comparing, order <= 0 ? then : NULL, order >= 0 ? now : NULL);
        then += order <= 0;
        now += order >= 0;
    }
}

static void package_compare(struct comparing *comparing, const char *name, const struct node *then,
                            const struct node *now)
{
    bool unknown = then && now && (!*then->text || !*now->text);
    if (unknown || (then && now && !strcmp(then->text, now->text))) return;
    struct code_change *change = change_add(comparing, name, then, now);
    change->package = true;
    change->was = then ? then->text : NULL;
    change->is = now ? now->text : NULL;
}

/* An archive that is built has packages that others ask for, which nobody has written down. */
static void packages_compare(struct comparing *comparing)
{
    const struct node *then = comparing->then->packages, *now = comparing->now->packages;
    if (!then || !now) return;
    for (const struct node *n = now->first; n; n = n->next)
        package_compare(comparing, n->key, node_find(then, n->key), n);
    for (const struct node *n = then->first; n && !comparing->then->installed; n = n->next)
        if (!node_find(now, n->key)) package_compare(comparing, n->key, n, NULL);
}

static const struct code *code_find(const struct code *first, const char *key)
{
    while (first && strcmp(first->key, key) != 0) first = first->next;
    return first;
}

void code_explain(struct arena *arena, struct diff *diff, const struct code *then, const struct code *now)
{
    struct index *told = index_new(arena); /* the first struct changed by both keys */
    for (struct changed *c = diff->first; c; c = c->next) {
        const char *was = code_key(c->old), *is = code_key(c->now);
        if (!was || !is || !strcmp(was, is)) continue;
        const char *both = arena_join(arena, was, is);
        const struct changed *like = index_find(told, both);
        if (like) {
            c->code = like->code;
            c->code_of = like->id;
            continue;
        }
        struct comparing comparing = { .arena = arena,
                                       .then = code_find(then, was),
                                       .now = code_find(now, is) };
        if (!comparing.then || !comparing.now) continue;
        comparing.end = &comparing.first;
        files_compare(&comparing);
        packages_compare(&comparing);
        c->code = comparing.first;
        index_add(told, both, c);
    }
}
