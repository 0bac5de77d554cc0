#include "stacks/git/staged.h"
#include <stdlib.h>
#include <string.h>

struct staged {
    struct arena *arena;
    const struct snapshot *before;
    const struct index_file *file;
    struct changes *changes;
    size_t room;
};

static void add(struct staged *staged, const char *path)
{
    struct changes *changes = staged->changes;
    if (changes->count + 1 >= staged->room) {
        staged->room = 2 * staged->room + 64;
        const char **larger = arena_take(staged->arena, staged->room * sizeof *larger);
        if (changes->count) memcpy(larger, changes->paths, changes->count * sizeof *larger);
        changes->paths = larger;
    }
    changes->paths[changes->count++] = path;
}

static const char *path_in(const struct staged *staged, const char *folder, const char *name)
{
    return *folder ? arena_join(staged->arena, arena_join(staged->arena, folder, "/"), name) : name;
}

static bool all_removed(struct staged *staged, const char *path, const struct stored *stored)
{
    if (stored->type != STORED_FOLDER) return add(staged, path), true;
    const struct stored *below = staged->before->list(staged->before, staged->arena, path);
    for (const struct stored *s = below; s && s->type; s++)
        if (!all_removed(staged, path_in(staged, path, s->name), s)) return false;
    return below;
}

static void all_added(struct staged *staged, const char *path, const struct stored *stored)
{
    size_t end;
    if (stored->type != STORED_FOLDER) add(staged, path);
    if (stored->type != STORED_FOLDER) return;
    for (size_t i = flat_folder(staged->file->flat, path, &end); i < end; i++)
        add(staged, staged->file->flat->items[i].name);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct stored *)a)->name, ((const struct stored *)b)->name);
}

static struct stored *sorted(struct stored *list)
{
    size_t count = 0;
    while (list && list[count].type) count++;
    if (count) qsort(list, count, sizeof *list, by_name);
    return list;
}

static bool is_same(const struct stored *a, const struct stored *b)
{
    return a->type == b->type && !memcmp(a->id, b->id, INDEX_HASH);
}

static bool folder_compare(struct staged *staged, const char *folder);

static bool both(struct staged *staged, const char *path, const struct stored *old, const struct stored *now)
{
    bool was = old->type == STORED_FOLDER, is = now->type == STORED_FOLDER;
    if (was && is) {
        const unsigned char *id = index_file_folder(staged->file, path);
        return (id && !memcmp(id, old->id, INDEX_HASH)) || folder_compare(staged, path);
    }
    if (!was && !is) {
        if (!is_same(old, now)) add(staged, path);
        return true;
    }
    all_added(staged, path, now);
    return all_removed(staged, path, old);
}

static bool folder_compare(struct staged *staged, const char *folder)
{
    const struct snapshot *index = &staged->file->flat->snapshot;
    const struct stored *old = sorted(staged->before->list(staged->before, staged->arena, folder));
    const struct stored *now = sorted(index->list(index, staged->arena, folder));
    if (!old) return false;
    while (old->type || now->type) {
        int order = !old->type ? 1 : !now->type ? -1 : strcmp(old->name, now->name);
        const char *path = path_in(staged, folder, order <= 0 ? old->name : now->name);
        bool good = true;
        if (!order)
            good = both(staged, path, old, now);
        else if (order < 0)
            good = all_removed(staged, path, old);
        else
            all_added(staged, path, now);
        if (!good) return false;
        old += order <= 0;
        now += order >= 0;
    }
    return true;
}

bool staged_find(struct arena *arena, const struct snapshot *before, const struct index_file *file,
                 struct changes *changes)
{
    struct staged staged = { arena, before, file, changes, 0 };
    if (before) return folder_compare(&staged, "");
    all_added(&staged, "", &(struct stored){ .type = STORED_FOLDER });
    return true;
}
