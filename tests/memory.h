/* Surroundings that a test writes down: files, links and modes, without a disk, the environment, and a clock
 * that stands still until somebody waits. Folders are what paths imply. */
#ifndef TESTS_MEMORY_H
#define TESTS_MEMORY_H
#include "base/surroundings.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct memory_file {
    const char *path, *text;
    const char *target; /* of a link */
    bool executable, denied;
};

struct memory {
    struct memory_file files[64];
    int count;
    int reads;
    const char *const (*variables)[2]; /* name, value; ends with NULL; NULL: none */
    int64_t now;
    int waits;
};

static struct memory_file *memory_find(struct memory *memory, const char *path)
{
    for (int i = 0; i < memory->count; i++)
        if (!strcmp(memory->files[i].path, path)) return &memory->files[i];
    return NULL;
}

static bool memory_below(const char *path, const char *folder, const char **rest)
{
    size_t size = strcmp(folder, ".") ? strlen(folder) : 0;
    if (size && (strncmp(path, folder, size) != 0 || path[size] != '/')) return false;
    *rest = path + size + (size > 0);
    return true;
}

static enum file_state memory_state(void *with, const char *path)
{
    struct memory *memory = with;
    const struct memory_file *file = memory_find(memory, path);
    const char *rest;
    if (file) return file->denied ? FILE_DENIED : FILE_THERE;
    for (int i = 0; i < memory->count; i++)
        if (memory_below(memory->files[i].path, path, &rest)) return FILE_FOLDER;
    return FILE_ABSENT;
}

static enum file_state memory_read(void *with, struct arena *arena, const char *path, size_t most,
                                   struct bytes *bytes)
{
    struct memory *memory = with;
    enum file_state state = memory_state(with, path);
    if (state != FILE_THERE) return state;
    const char *text = memory_find(memory, path)->text;
    if (strlen(text) > most) return FILE_LARGE;
    *bytes = (struct bytes){ arena_copy(arena, text, strlen(text)), strlen(text) };
    memory->reads++;
    return FILE_THERE;
}

static int memory_order(const void *left, const void *right)
{
    return strcmp(((const struct entry *)left)->name, ((const struct entry *)right)->name);
}

static enum file_state memory_list(void *with, struct arena *arena, const char *path, struct entry **entries)
{
    struct memory *memory = with;
    enum file_state state = memory_state(with, path);
    if (state != FILE_FOLDER) return state;
    size_t count = 0;
    *entries = arena_take(arena, ((size_t)memory->count + 1) * sizeof **entries);
    for (int i = 0; i < memory->count; i++) {
        const struct memory_file *file = &memory->files[i];
        const char *rest;
        if (!memory_below(file->path, path, &rest)) continue;
        size_t size = strcspn(rest, "/");
        const char *name = arena_copy(arena, rest, size);
        bool known = false, folder = rest[size];
        for (size_t k = 0; k < count; k++) known |= !strcmp((*entries)[k].name, name);
        if (known) continue;
        (*entries)[count++] = (struct entry){ .name = name,
                                              .folder = folder,
                                              .link = !folder && file->target,
                                              .executable = file->executable,
                                              .size = file->text ? strlen(file->text) : 0 };
    }
    qsort(*entries, count, sizeof **entries, memory_order);
    return FILE_FOLDER;
}

static const char *memory_target(void *with, struct arena *arena, const char *path)
{
    (void)arena;
    const struct memory_file *file = memory_find(with, path);
    return file ? file->target : NULL;
}

static const char *memory_environment(void *with, const char *name)
{
    const char *const(*pair)[2] = ((struct memory *)with)->variables;
    for (; pair && (*pair)[0]; pair++)
        if (!strcmp((*pair)[0], name)) return (*pair)[1];
    return NULL;
}

static int64_t memory_now(void *with) { return ((struct memory *)with)->now; }

static void memory_random(void *with, unsigned char *bytes, size_t size)
{
    (void)with;
    memset(bytes, 0xFF, size);
}

static int memory_wait(void *with, int milliseconds)
{
    struct memory *memory = with;
    memory->now += milliseconds;
    memory->waits++;
    return 0;
}

static struct surroundings memory_surroundings(struct memory *memory)
{
    return (struct surroundings){ .with = memory,
                                  .state = memory_state,
                                  .read = memory_read,
                                  .list = memory_list,
                                  .target = memory_target,
                                  .environment = memory_environment,
                                  .now = memory_now,
                                  .random = memory_random,
                                  .wait = memory_wait,
                                  .stop = -1 };
}
#endif
