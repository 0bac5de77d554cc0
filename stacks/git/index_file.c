#include "stacks/git/index_file.h"
#include <stdlib.h>
#include <string.h>

enum {
    HEADER = 12,
    BEFORE_ID = 40, /* of an entry: times, device, inode, mode, owner, size */
    MODE_AT = 24,
    FLAGS_AT = BEFORE_ID + INDEX_HASH,
    STAGE = 0x3000,
    MORE_FLAGS = 0x4000,
    INTENT_TO_ADD = 0x2000,
    DEEPEST = 1024,
    LONGEST = 4096
};

struct reader {
    struct arena *arena;
    const unsigned char *at, *end; /* without the hash at its end */
    unsigned version;
};

static unsigned long number(const unsigned char *at)
{
    return (unsigned long)at[0] << 24 | (unsigned long)at[1] << 16 | (unsigned long)at[2] << 8 | at[3];
}

static size_t left(const struct reader *reader) { return (size_t)(reader->end - reader->at); }

static enum stored_type type_of(unsigned long mode)
{
    switch (mode >> 12) {
    case 012:
        return STORED_LINK;
    case 016:
        return STORED_REPOSITORY;
    case 004:
        return STORED_FOLDER; /* of a sparse index */
    default:
        return mode & 0100 ? STORED_PROGRAM : STORED_FILE;
    }
}

/* How many bytes of the path before stay off: 7 bits a byte, the highest first, each further one adding one.
 */
static bool prefix_read(struct reader *reader, size_t *off)
{
    size_t value = 0;
    for (int i = 0; i < 5; i++) {
        if (!left(reader)) return false;
        unsigned byte = *reader->at++;
        value = (value << 7) + (byte & 127);
        if (!(byte & 128)) return *off = value, true;
        value++;
    }
    return false;
}

/* From version 4 on paths share their beginnings with the one before; else up to eight NULs follow. */
static const char *path_read(struct reader *reader, const unsigned char *entry, const char *before)
{
    size_t off = 0, kept = 0;
    if (reader->version == 4) {
        if (!prefix_read(reader, &off) || off > strlen(before)) return NULL;
        kept = strlen(before) - off;
    }
    const unsigned char *end = memchr(reader->at, 0, left(reader));
    if (!end) return NULL;
    size_t size = (size_t)(end - reader->at);
    const char *path = (const char *)reader->at;
    if (kept + size > LONGEST) return NULL;
    if (reader->version == 4) {
        char *joined = arena_take(reader->arena, kept + size + 1);
        memcpy(joined, before, kept);
        memcpy(joined + kept, path, size);
        path = joined;
        reader->at = end + 1;
    } else {
        size_t whole = ((size_t)(end - entry) / 8 + 1) * 8;
        if (whole > (size_t)(reader->end - entry)) return NULL;
        reader->at = entry + whole;
    }
    return path;
}

/* False: the rest cannot be read. What `git add -N` only announces is not staged. */
static bool entry_read(struct reader *reader, struct stored *stored, bool *announced, const char *before)
{
    const unsigned char *entry = reader->at;
    if (left(reader) < FLAGS_AT + 4) return false;
    unsigned flags = (unsigned)entry[FLAGS_AT] << 8 | entry[FLAGS_AT + 1];
    reader->at += FLAGS_AT + 2;
    *announced = false;
    if (flags & MORE_FLAGS) {
        unsigned more = (unsigned)reader->at[0] << 8 | reader->at[1];
        *announced = more & INTENT_TO_ADD;
        reader->at += 2;
    }
    stored->name = path_read(reader, entry, before);
    stored->id = entry + BEFORE_ID;
    stored->type = flags & STAGE ? STORED_CONFLICT : type_of(number(entry + MODE_AT));
    return stored->name && *stored->name && stored->type != STORED_FOLDER;
}

/* `PATH\0COUNT SUBFOLDERS\nHASH`, each folder before what is in it; a count of -1 has no hash: something
 * changed. */
static bool folder_read(struct reader *reader, struct index_file *file, const char *above, size_t room,
                        int depth)
{
    const char *name = (const char *)reader->at;
    const unsigned char *end = left(reader) ? memchr(reader->at, 0, left(reader)) : NULL;
    const unsigned char *line = end ? memchr(end, '\n', (size_t)(reader->end - end)) : NULL;
    if (!line || depth > DEEPEST || file->folder_count == room) return false;
    char *rest;
    long count = strtol((const char *)end + 1, &rest, 10), below = strtol(rest, NULL, 10);
    const char *path = *above ? arena_join(reader->arena, arena_join(reader->arena, above, "/"), name) : name;
    reader->at = line + 1;
    if (count >= 0) {
        if (left(reader) < INDEX_HASH) return false;
        file->folders[file->folder_count++] = (struct index_folder){ path, reader->at };
        reader->at += INDEX_HASH;
    }
    for (long i = 0; i < below; i++)
        if (!folder_read(reader, file, path, room, depth + 1)) return false;
    return true;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct index_folder *)a)->path, ((const struct index_folder *)b)->path);
}

/* Only what makes it faster: damaged, it is left alone. */
static void folders_read(struct reader *reader, struct index_file *file)
{
    size_t room = 1;
    for (const unsigned char *at = reader->at; at < reader->end; at++) room += !*at;
    file->folders = arena_take(reader->arena, room * sizeof *file->folders);
    if (!folder_read(reader, file, "", room, 0)) file->folder_count = 0;
    qsort(file->folders, file->folder_count, sizeof *file->folders, by_path);
}

/* What begins with a capital may be left out. */
static bool extensions_read(struct reader *reader, struct index_file *file)
{
    while (left(reader) >= 8) {
        const unsigned char *name = reader->at;
        unsigned long size = number(name + 4);
        reader->at += 8;
        if (size > left(reader)) return false;
        if (*name < 'A' || *name > 'Z') return false;
        struct reader part = *reader;
        part.end = part.at + size;
        if (!memcmp(name, "TREE", 4)) folders_read(&part, file);
        reader->at += size;
    }
    return true;
}

struct index_file *index_file_read(struct arena *arena, struct bytes bytes, const char **failure)
{
    const unsigned char *start = (const unsigned char *)bytes.at;
    struct index_file *file = arena_take(arena, sizeof *file);
    *failure = "the index is damaged";
    if (!bytes.size) return file->flat = flat_new(arena, NULL, 0), file;
    if (bytes.size < HEADER + INDEX_HASH || memcmp(start, "DIRC", 4) != 0) return NULL;
    struct reader reader = { arena, start + HEADER, start + bytes.size - INDEX_HASH,
                             (unsigned)number(start + 4) };
    unsigned long count = number(start + 8);
    if (reader.version < 2 || reader.version > 4 || count > left(&reader) / (FLAGS_AT + 2)) return NULL;
    struct stored *items = arena_take(arena, (count + 1) * sizeof *items);
    const char *before = "";
    size_t taken = 0;
    for (unsigned long i = 0; i < count; i++) {
        bool announced;
        if (!entry_read(&reader, &items[taken], &announced, before)) return NULL;
        before = items[taken].name;
        taken += !announced;
    }
    if (!extensions_read(&reader, file)) {
        *failure = "the index is split, sparse or damaged";
        return NULL;
    }
    file->flat = flat_new(arena, items, taken);
    return file;
}

const unsigned char *index_file_folder(const struct index_file *file, const char *path)
{
    struct index_folder key = { .path = path }, *found = NULL;
    if (file->folder_count) found = bsearch(&key, file->folders, file->folder_count, sizeof key, by_path);
    return found ? found->id : NULL;
}
