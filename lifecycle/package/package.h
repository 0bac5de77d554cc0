/* The archives that functions run from, built: the service's own files and, for Python, the wheels that its
 * requirements need. Same files and same wheels give the same bytes. Downloaded packages are kept in the
 * user's cache folder by requirements, runtime and architecture, so that only a changed requirement costs a
 * download. */
#ifndef LIFECYCLE_PACKAGE_PACKAGE_H
#define LIFECYCLE_PACKAGE_PACKAGE_H
#include "templates/code/artifact.h"

#define PACKAGE_KEY_FILE ".cfgen" /* in every archive: its key */

struct packaging { /* of one command run */
    struct arena *arena;
    const struct surroundings *surroundings;
    const struct surroundings *files; /* of the description: service/confine.h */
    struct diags *diags;
    void *with;
    void (*progress)(void *with, const char *text); /* one line about what takes long; NULL: quiet */
};

struct packed_file { /* of an archive */
    const char *path;
    const char *package; /* the distribution it came with; NULL: the service's own */
    uint64_t size, packed_size;
};

struct package {
    const struct artifact *artifact;
    struct bytes zip;
    uint64_t size;             /* unzipped */
    struct packed_file *files; /* sorted by path */
    size_t file_count;
};

/* Builds an artifact's archive; NULL after findings. Its bytes may move with a later libdeflate, its key does
 * not: where an object of the key exists already, nothing needs to be built. */
const struct package *package_build(struct packaging *, const struct artifact *);
const struct packed_file **
package_largest(struct arena *, const struct package *); /* all, the largest first; ends with NULL */
#endif
