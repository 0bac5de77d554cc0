/* Whatever the bytes: refused, or an index whose files are found again, one by one and through their folders;
 * and against itself nothing is staged. */
#include "stacks/git/index_file.h"
#include "stacks/git/staged.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t count_below(struct arena *arena, const struct snapshot *snapshot, const char *folder)
{
    size_t count = 0;
    for (const struct stored *s = snapshot->list(snapshot, arena, folder); s->type; s++) {
        const char *path = *folder ? arena_text(arena, "%s/%s", folder, s->name) : s->name;
        count += s->type == STORED_FOLDER ? count_below(arena, snapshot, path) : 1;
    }
    return count;
}

/* As git writes them: no step is empty, and none is both a file and a folder. */
static bool is_usual(const struct flat *flat)
{
    for (size_t i = 0; i < flat->count; i++) {
        const char *path = flat->items[i].name;
        size_t end, first = flat_folder(flat, path, &end);
        if (first < end || *path == '/' || strstr(path, "//") || path[strlen(path) - 1] == '/') return false;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    const char *failure = NULL;
    struct bytes bytes = { arena_copy(arena, (const char *)data, size), size };
    const struct index_file *file = index_file_read(arena, bytes, &failure);
    for (size_t i = 0; file && i < file->flat->count; i++) {
        const struct stored *item = &file->flat->items[i];
        const struct snapshot *snapshot = &file->flat->snapshot;
        if (snapshot->find(snapshot, arena, item->name).id != item->id) abort();
        index_file_folder(file, item->name);
    }
    if (file && is_usual(file->flat)) {
        const struct snapshot *snapshot = &file->flat->snapshot;
        struct changes changes = { 0 };
        if (count_below(arena, snapshot, "") != file->flat->count) abort();
        if (!file->folder_count && (!staged_find(arena, snapshot, file, &changes) || changes.count)) abort();
    }
    if (!file && !failure) abort();
    arena_free(arena);
    return 0;
}
