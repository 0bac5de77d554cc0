#include "stacks/git/flat.h"
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

size_t flat_folder(const struct flat *flat, const char *folder, size_t *end)
{
    *end = *folder ? position(flat, folder, "0") : flat->count; /* 0 is the byte behind / */
    return *folder ? position(flat, folder, "/") : 0;
}

static struct stored *flat_list(const struct snapshot *snapshot, struct arena *arena, const char *folder)
{
    const struct flat *flat = snapshot->with;
    size_t below = *folder ? strlen(folder) + 1 : 0, count = 0, room = 16, end;
    struct stored *items = arena_take(arena, room * sizeof *items);
    for (size_t i = flat_folder(flat, folder, &end); i < end;) {
        if (count + 1 == room) {
            struct stored *more = arena_take(arena, 2 * room * sizeof *more);
            memcpy(more, items, count * sizeof *items);
            items = more;
            room *= 2;
        }
        const char *path = flat->items[i].name;
        size_t step = strcspn(path + below, "/");
        struct stored *one = &items[count++];
        *one = flat->items[i++];
        one->name = arena_copy(arena, path + below, step);
        if (!path[below + step]) continue;
        one->type = STORED_FOLDER;
        flat_folder(flat, arena_copy(arena, path, below + step), &i);
    }
    return items;
}

static bool flat_walk(const struct snapshot *snapshot, stored_visit *visit, void *to)
{
    const struct flat *flat = snapshot->with;
    for (size_t i = 0; i < flat->count; i++) visit(to, flat->items[i]);
    return true;
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
