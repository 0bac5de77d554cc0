#include "base/index.h"
#include "base/text.h"
#include "base/zip.h"
#include "base/zip_format.h"
#include <libdeflate.h>
#include <string.h>
#include <sys/stat.h>

enum {
    MOST_16 = 0xFFFF,
    DEFLATE_MOST = 1032 /* bytes that one packed byte can give */,
    ENCRYPTED = FLAG_ENCRYPTED | 1 << 6 | 1 << 13
};
#define MOST_32 UINT32_MAX

struct central { /* where the directory lies, and the archive around it */
    const char *bytes;
    uint64_t offset, size, count;
};

static uint64_t number(const char *at, int size)
{
    uint64_t value = 0;
    for (int i = size; i-- > 0;) value = value << 8 | (unsigned char)at[i];
    return value;
}

static bool signed_by(const char *at, uint32_t signature) { return number(at, 4) == signature; }

/* The end record, behind which there is only its comment; NULL: none. */
static const char *end_find(struct bytes bytes)
{
    for (size_t comment = 0; comment <= MOST_16 && comment + END_SIZE <= bytes.size; comment++) {
        const char *at = bytes.at + bytes.size - END_SIZE - comment;
        if (signed_by(at, END_SIGNATURE) && number(at + 20, 2) == comment) return at;
    }
    return NULL;
}

static bool central_find(struct bytes bytes, struct central *central)
{
    const char *end = end_find(bytes);
    if (!end || number(end + 4, 4)) return false;
    *central = (struct central){ bytes.at, number(end + 16, 4), number(end + 12, 4), number(end + 10, 2) };
    uint64_t before = (uint64_t)(end - bytes.at);
    if (central->count == MOST_16 || central->size == MOST_32 || central->offset == MOST_32) {
        if (before < LOCATOR_SIZE + END64_SIZE || !signed_by(end - LOCATOR_SIZE, LOCATOR_SIGNATURE))
            return false;
        before = number(end - LOCATOR_SIZE + 8, 8);
        if (before > (uint64_t)(end - bytes.at) - LOCATOR_SIZE - END64_SIZE) return false;
        const char *end64 = bytes.at + before;
        if (!signed_by(end64, END64_SIGNATURE)) return false;
        *central =
            (struct central){ bytes.at, number(end64 + 48, 8), number(end64 + 40, 8), number(end64 + 32, 8) };
    }
    bool fits = central->offset <= before && central->size == before - central->offset;
    return fits && central->count <= central->size / CENTRAL_SIZE;
}

/* Relative, and every part a name: nothing that unpacks outside, or under another name on another system. */
static bool path_is_valid(const char *path, size_t size)
{
    if (!size || *path == '/' || memchr(path, 0, size) || memchr(path, '\\', size)) return false;
    if (text_bad_utf8(path, size) != size) return false;
    const char *end = path + size;
    for (const char *at = path; at < end;) {
        const char *slash = memchr(at, '/', (size_t)(end - at));
        size_t part = (size_t)((slash ? slash : end) - at);
        if (!part || (part <= 2 && !memcmp(at, "..", part))) return false;
        at += part + 1;
    }
    return true;
}

/* The local header must tell of the same file: readers differ in which of the two they believe. */
static const char *local_check(const struct central *central, const char *header, struct zip_entry *entry)
{
    uint64_t offset = number(header + 42, 4), name_size = number(header + 28, 2);
    if (central->offset < LOCAL_SIZE || offset > central->offset - LOCAL_SIZE)
        return "an entry is outside the archive";
    const char *local = central->bytes + offset;
    uint64_t room = central->offset - offset - LOCAL_SIZE, extra = number(local + 28, 2);
    if (!signed_by(local, LOCAL_SIGNATURE)) return "an entry is not where the directory says";
    if (name_size + extra > room || entry->packed_size > room - name_size - extra)
        return "an entry is outside the archive";
    if (number(local + 26, 2) != name_size ||
        memcmp(local + LOCAL_SIZE, header + CENTRAL_SIZE, name_size) != 0)
        return "an entry has two names";
    entry->packed = local + LOCAL_SIZE + name_size + extra;
    return NULL;
}

static const char *sizes_check(const struct zip_entry *entry, uint64_t method)
{
    if (method != METHOD_STORED && method != METHOD_DEFLATE)
        return "an entry uses a compression method other than deflate";
    if (method == METHOD_STORED && entry->size != entry->packed_size)
        return "the sizes of an entry do not match";
    if (entry->size > ZIP_LARGEST || entry->packed_size > ZIP_LARGEST) return "too large";
    if (entry->size / DEFLATE_MOST > entry->packed_size)
        return "an entry is larger than its compressed data allows";
    return NULL;
}

/* One header of the directory; a folder's entry keeps no path. */
static const char *entry_read(struct arena *arena, const struct central *central, const char *header,
                              struct zip_entry *entry)
{
    const char *path = header + CENTRAL_SIZE;
    uint64_t method = number(header + 10, 2);
    size_t size = (size_t)number(header + 28, 2);
    uint32_t mode = (uint32_t)number(header + 40, 2);
    bool unix_made = number(header + 5, 1) == MADE_BY_UNIX;
    *entry = (struct zip_entry){ .deflated = method == METHOD_DEFLATE,
                                 .checksum = (uint32_t)number(header + 16, 4),
                                 .executable = unix_made && (mode & 0111),
                                 .size = number(header + 24, 4),
                                 .packed_size = number(header + 20, 4) };
    if (number(header + 8, 2) & ENCRYPTED) return "an entry is encrypted";
    if (!path_is_valid(path, size)) return "an entry has a path outside the archive";
    if (unix_made && S_ISLNK(mode)) return "an entry is a symbolic link";
    const char *wrong = sizes_check(entry, method);
    if (!wrong) wrong = local_check(central, header, entry);
    if (!wrong && path[size - 1] != '/') entry->path = arena_copy(arena, path, size);
    return wrong;
}

const char *zip_read(struct arena *arena, struct bytes bytes, struct zip_entries *entries)
{
    struct central central;
    *entries = (struct zip_entries){ 0 };
    if (!central_find(bytes, &central)) return "incomplete zip archive";
    entries->at = arena_take(arena, (size_t)(central.count + 1) * sizeof *entries->at);
    struct index *paths = index_new(arena);
    uint64_t at = central.offset, end = central.offset + central.size, packed = 0;
    for (uint64_t i = 0; i < central.count; i++) {
        const char *header = bytes.at + at;
        if (end - at < CENTRAL_SIZE || !signed_by(header, CENTRAL_SIGNATURE)) return "damaged zip directory";
        uint64_t size =
            CENTRAL_SIZE + number(header + 28, 2) + number(header + 30, 2) + number(header + 32, 2);
        if (size > end - at) return "damaged zip directory";
        struct zip_entry *entry = &entries->at[entries->count];
        const char *wrong = entry_read(arena, &central, header, entry);
        if (wrong) return wrong;
        at += size;
        packed += LOCAL_SIZE + entry->packed_size;
        entries->size += entry->size;
        /* Entries that lie over each other are how a small archive unpacks to a huge one. */
        if (packed > central.offset) return "overlapping entries";
        if (entries->size > ZIP_LARGEST) return "too large";
        if (!entry->path) continue;
        if (index_add(paths, entry->path, entry) != entry) return "two entries have the same path";
        entries->count++;
    }
    return at == end ? NULL : "damaged zip directory";
}

const char *zip_unpack(struct arena *arena, const struct zip_entry *entry, struct bytes *bytes)
{
    char *unpacked = arena_take(arena, (size_t)entry->size + 1);
    if (entry->deflated) {
        struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
        if (!decompressor) return "not enough memory to unpack it";
        size_t used = 0;
        enum libdeflate_result result =
            libdeflate_deflate_decompress_ex(decompressor, entry->packed, (size_t)entry->packed_size,
                                             unpacked, (size_t)entry->size, &used, NULL);
        libdeflate_free_decompressor(decompressor);
        if (result != LIBDEFLATE_SUCCESS || used != entry->packed_size) return "an entry cannot be unpacked";
    } else if (entry->size)
        memcpy(unpacked, entry->packed, (size_t)entry->size);
    if (libdeflate_crc32(0, unpacked, (size_t)entry->size) != entry->checksum)
        return "wrong checksum of an entry";
    *bytes = (struct bytes){ unpacked, (size_t)entry->size };
    return NULL;
}
