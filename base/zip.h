/* Zip archives. Written, the same files give the same bytes on any machine: sorted, of one date, mode 0755 or
 * 0644, and nothing of the machine's time zone, mask or folder order. Read, nothing in them is trusted: paths
 * stay inside, sizes and checksums are what they say, and no small archive unpacks to a large one.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
#ifndef BASE_ZIP_H
#define BASE_ZIP_H
#include "base/surroundings.h"

struct zip;

struct zip_entry { /* a file; folders are not kept */
    const char *path;
    bool executable, deflated;
    uint32_t checksum;
    uint64_t size, packed_size;
    const char *packed;
};

struct zip_entries { /* of an archive, in its own order */
    struct zip_entry *at;
    size_t count;
    uint64_t size; /* of all, unpacked */
};

enum { ZIP_LARGEST = 1 << 30 }; /* bytes that an archive may unpack to, or be */

struct zip *zip_new(struct arena *);
/* Paths are relative, parted by `/`, UTF-8, and each is added once. The bytes are packed at once and not
 * kept. */
const struct zip_entry *zip_add(struct zip *, const char *path, bool executable, struct bytes);
const struct zip_entry *zip_copy(struct zip *, const char *path,
                                 const struct zip_entry *); /* as it is packed already */
struct bytes zip_write(struct zip *);                       /* `at` NULL: above ZIP_LARGEST */

/* Entries point into the bytes. NULL when done, otherwise what is wrong with the archive. */
const char *zip_read(struct arena *, struct bytes, struct zip_entries *);
/* The same from no more than the end of an archive: paths, sizes and checksums as its directory tells them,
 * to be shown and not to be unpacked. `missing`: how many bytes before these the directory begins; then
 * nothing is read. */
uint32_t zip_checksum(struct bytes); /* as archives mark a file */
const char *zip_list(struct arena *, struct bytes end, struct zip_entries *, size_t *missing);
const char *zip_unpack(struct arena *, const struct zip_entry *, struct bytes *); /* NULL, or what is wrong */
#endif
