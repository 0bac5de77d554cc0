#include "base/text.h"
#include "base/zip.h"
#include "base/zip_format.h"
#include <libdeflate.h>

static uint64_t number(const char *at, int size)
{
    uint64_t value = 0;
    for (int i = size; i-- > 0;) value = value << 8 | (unsigned char)at[i];
    return value;
}

/* One header of the directory, whose size it gives; 0: it is broken. */
static size_t header_read(struct arena *arena, const char *at, size_t room, struct zip_entry *entry)
{
    if (room < CENTRAL_SIZE || number(at, 4) != CENTRAL_SIGNATURE) return 0;
    size_t name = (size_t)number(at + 28, 2);
    size_t size = CENTRAL_SIZE + name + (size_t)number(at + 30, 2) + (size_t)number(at + 32, 2);
    const char *path = at + CENTRAL_SIZE;
    if (size > room || !name || memchr(path, 0, name) || text_bad_utf8(path, name) != name) return 0;
    *entry = (struct zip_entry){ .path = path[name - 1] == '/' ? NULL : arena_copy(arena, path, name),
                                 .checksum = (uint32_t)number(at + 16, 4),
                                 .size = number(at + 24, 4),
                                 .packed_size = number(at + 20, 4) };
    return size;
}

const char *zip_list(struct arena *arena, struct bytes end, struct zip_entries *entries, size_t *missing)
{
    *entries = (struct zip_entries){ 0 };
    *missing = 0;
    if (end.size < END_SIZE) return "not a zip archive";
    size_t at = end.size - END_SIZE;
    while (at && number(end.at + at, 4) != END_SIGNATURE) at--;
    if (number(end.at + at, 4) != END_SIGNATURE) return "not a zip archive";
    size_t size = (size_t)number(end.at + at + 12, 4), count = (size_t)number(end.at + at + 10, 2);
    if (size == UINT32_MAX || count == UINT16_MAX || count > size / CENTRAL_SIZE)
        return "unsupported zip directory";
    if (size > at) {
        *missing = size - at;
        return NULL;
    }
    const char *header = end.at + at - size;
    entries->at = arena_take(arena, (count + 1) * sizeof *entries->at);
    for (size_t i = 0; i < count; i++) {
        struct zip_entry *entry = &entries->at[entries->count];
        size_t used = header_read(arena, header, size, entry);
        if (!used) return "damaged zip directory";
        header += used, size -= used;
        entries->size += entry->size;
        entries->count += entry->path != NULL;
    }
    return NULL;
}

uint32_t zip_checksum(struct bytes bytes) { return libdeflate_crc32(0, bytes.at, bytes.size); }
