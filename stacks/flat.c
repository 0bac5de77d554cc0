#include "stacks/flat.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct stored *)a)->name, ((const struct stored *)b)->name);
}

/* The first item that is not before the path with `behind` at its end. */
static size_t position(const struct flat *flat, const char *path, const char *behind)
{
    size_t low = 0, high = flat->count, size = strlen(path);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *name = flat->items[middle].name;
        int order = strncmp(name, path, size);
        if (!order) order = strcmp(name + size, behind);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool lies_in(const char *name, const char *folder, size_t size)
{
    return !size || (!strncmp(name, folder, size) && name[size] == '/');
}

static struct stored flat_find(const struct snapshot *snapshot, struct arena *arena, const char *path)
{
    (void)arena;
    const struct flat *flat = snapshot->with;
    if (!*path) return (struct stored){ .type = STORED_FOLDER };
    size_t at = position(flat, path, "");
    if (at < flat->count && !strcmp(flat->items[at].name, path)) return flat->items[at];
    at = position(flat, path, "/");
    bool folder = at < flat->count && lies_in(flat->items[at].name, path, strlen(path));
    return (struct stored){ .type = folder ? STORED_FOLDER : STORED_ABSENT };
}

static struct stored *flat_list(const struct snapshot *snapshot, struct arena *arena, const char *folder)
{
    const struct flat *flat = snapshot->with;
    size_t size = strlen(folder), below = size ? size + 1 : 0, count = 0, step = 0;
    size_t first = size ? position(flat, folder, "/") : 0, end = first;
    while (end < flat->count && lies_in(flat->items[end].name, folder, size)) end++;
    struct stored *items = arena_take(arena, (end - first + 1) * sizeof *items), *last = NULL;
    for (size_t i = first; i < end; i++) {
        const char *name = flat->items[i].name + below;
        if (last && last->type == STORED_FOLDER && lies_in(name, last->name, step)) continue;
        last = &items[count++];
        *last = flat->items[i];
        step = strcspn(name, "/");
        last->name = arena_copy(arena, name, step);
        if (name[step]) last->type = STORED_FOLDER;
    }
    return items;
}

static void flat_walk(const struct snapshot *snapshot, stored_visit *visit, void *to)
{
    const struct flat *flat = snapshot->with;
    for (size_t i = 0; i < flat->count; i++) visit(to, flat->items[i]);
}

struct flat *flat_new(struct arena *arena, struct stored *items, size_t count)
{
    struct flat *flat = arena_take(arena, sizeof *flat);
    *flat = (struct flat){ { flat, flat_find, flat_list, flat_walk }, items, 0, NULL };
    for (size_t i = 1; i < count; i++)
        if (strcmp(items[i - 1].name, items[i].name) > 0) {
            qsort(items, count, sizeof *items, by_name); /* an index that ignores case */
            break;
        }
    for (size_t i = 0; i < count; i++) {
        struct stored *last = flat->count ? &items[flat->count - 1] : NULL;
        if (last && !strcmp(last->name, items[i].name))
            last->type = STORED_CONFLICT;
        else
            items[flat->count++] = items[i];
    }
    return flat;
}
