#include "base/zip.h"
#include "base/zip_format.h"
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    LEVEL = 6,
    FIRST_DATE = 0x21 /* 1980-01-01, the first that MS-DOS has */,
    VERSION = 20,
    VERSION_64 = 45,
    MOST_16 = 0xFFFF
};

struct zip {
    struct arena *arena;
    struct libdeflate_compressor *compressor;
    struct zip_entry **entries;
    size_t count, room;
    char *scratch; /* what an entry is packed into, before it is known how large it gets */
    size_t scratch_size;
};

static void *must(void *memory)
{
    if (memory) return memory;
    fputs("cfgen: out of memory\n", stderr);
    abort();
}

static void zip_free(void *with)
{
    struct zip *zip = with;
    libdeflate_free_compressor(zip->compressor);
    free(zip->scratch);
}

struct zip *zip_new(struct arena *arena)
{
    struct zip *zip = arena_take(arena, sizeof *zip);
    zip->arena = arena;
    zip->compressor = must(libdeflate_alloc_compressor(LEVEL));
    arena_defer(arena, zip_free, zip);
    return zip;
}

static struct zip_entry *entry_add(struct zip *zip, struct zip_entry like)
{
    if (zip->count == zip->room) {
        size_t room = zip->room ? 2 * zip->room : 256;
        struct zip_entry **entries = arena_take(zip->arena, room * sizeof *entries);
        if (zip->count) memcpy(entries, zip->entries, zip->count * sizeof *entries);
        zip->entries = entries;
        zip->room = room;
    }
    struct zip_entry *entry = arena_take(zip->arena, sizeof *entry);
    *entry = like;
    return zip->entries[zip->count++] = entry;
}

const struct zip_entry *zip_add(struct zip *zip, const char *path, bool executable, struct bytes bytes)
{
    if (zip->scratch_size < bytes.size) {
        zip->scratch = must(realloc(zip->scratch, bytes.size));
        zip->scratch_size = bytes.size;
    }
    /* Room for one byte less than stored: what is not smaller is stored. */
    size_t size = bytes.size ? libdeflate_deflate_compress(zip->compressor, bytes.at, bytes.size,
                                                           zip->scratch, bytes.size - 1)
                             : 0;
    struct zip_entry entry = { .path = path,
                               .executable = executable,
                               .deflated = size,
                               .size = bytes.size,
                               .checksum = libdeflate_crc32(0, bytes.at, bytes.size) };
    entry.packed_size = size ? size : bytes.size;
    entry.packed = arena_copy(zip->arena, size ? zip->scratch : bytes.at, (size_t)entry.packed_size);
    return entry_add(zip, entry);
}

const struct zip_entry *zip_copy(struct zip *zip, const char *path, const struct zip_entry *from)
{
    struct zip_entry entry = *from;
    entry.path = path;
    return entry_add(zip, entry);
}

static int compare(const void *left, const void *right)
{
    return strcmp((*(struct zip_entry *const *)left)->path, (*(struct zip_entry *const *)right)->path);
}

/* Little-endian, as everything in a zip. */
static void number(char **to, uint64_t value, int size)
{
    for (int i = 0; i < size; i++) *(*to)++ = (char)(value >> 8 * i & 0xFF);
}

static void raw(char **to, const char *bytes, size_t size)
{
    if (size) memcpy(*to, bytes, size);
    *to += size;
}

/* APPNOTE 4.3.7 from "version needed" to "extra field length", which both kinds of header have. */
static void common_write(char **to, const struct zip_entry *entry)
{
    number(to, VERSION, 2);
    number(to, FLAG_UTF8, 2);
    number(to, entry->deflated ? METHOD_DEFLATE : METHOD_STORED, 2);
    number(to, 0, 2);
    number(to, FIRST_DATE, 2);
    number(to, entry->checksum, 4);
    number(to, entry->packed_size, 4);
    number(to, entry->size, 4);
    number(to, strlen(entry->path), 2);
    number(to, 0, 2);
}

static void local_write(char **to, const struct zip_entry *entry)
{
    number(to, LOCAL_SIGNATURE, 4);
    common_write(to, entry);
    raw(to, entry->path, strlen(entry->path));
    raw(to, entry->packed, (size_t)entry->packed_size);
}

static void central_write(char **to, const struct zip_entry *entry, uint64_t offset)
{
    uint64_t mode = S_IFREG | (entry->executable ? 0755 : 0644);
    number(to, CENTRAL_SIGNATURE, 4);
    number(to, MADE_BY_UNIX << 8 | VERSION, 2);
    common_write(to, entry);
    number(to, 0, 2 + 2 + 2); /* comment, disk, internal attributes */
    number(to, mode << 16, 4);
    number(to, offset, 4);
    raw(to, entry->path, strlen(entry->path));
}

/* APPNOTE 4.3.14 and 4.3.15: more entries than 16 bits count. */
static void end64_write(char **to, uint64_t count, uint64_t size, uint64_t offset)
{
    number(to, END64_SIGNATURE, 4);
    number(to, END64_SIZE - 12, 8);
    number(to, MADE_BY_UNIX << 8 | VERSION_64, 2);
    number(to, VERSION_64, 2);
    number(to, 0, 4 + 4); /* disks */
    number(to, count, 8);
    number(to, count, 8);
    number(to, size, 8);
    number(to, offset, 8);
    number(to, LOCATOR_SIGNATURE, 4);
    number(to, 0, 4);
    number(to, offset + size, 8);
    number(to, 1, 4);
}

static void end_write(char **to, uint64_t count, uint64_t size, uint64_t offset)
{
    if (count >= MOST_16) end64_write(to, count, size, offset);
    number(to, END_SIGNATURE, 4);
    number(to, 0, 2 + 2); /* disks */
    number(to, count < MOST_16 ? count : MOST_16, 2);
    number(to, count < MOST_16 ? count : MOST_16, 2);
    number(to, size, 4);
    number(to, offset, 4);
    number(to, 0, 2);
}

struct bytes zip_write(struct zip *zip)
{
    if (zip->count) qsort(zip->entries, zip->count, sizeof(struct zip_entry *), compare);
    uint64_t size = END64_SIZE + LOCATOR_SIZE + END_SIZE;
    for (size_t i = 0; i < zip->count; i++)
        size += LOCAL_SIZE + CENTRAL_SIZE + 2 * strlen(zip->entries[i]->path) + zip->entries[i]->packed_size;
    if (size > ZIP_LARGEST) return (struct bytes){ 0 };
    char *bytes = arena_take(zip->arena, size + 1), *to = bytes;
    uint64_t *offsets = arena_take(zip->arena, (zip->count + 1) * sizeof *offsets);
    for (size_t i = 0; i < zip->count; i++) {
        offsets[i] = (uint64_t)(to - bytes);
        local_write(&to, zip->entries[i]);
    }
    uint64_t central = (uint64_t)(to - bytes);
    for (size_t i = 0; i < zip->count; i++) central_write(&to, zip->entries[i], offsets[i]);
    end_write(&to, zip->count, (uint64_t)(to - bytes) - central, central);
    return (struct bytes){ bytes, (size_t)(to - bytes) };
}
