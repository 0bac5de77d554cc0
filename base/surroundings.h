/* What lies outside the program: the user's files, the environment, the clock, chance. Code below cfgen/
 * reaches them only through this, so that a hook reads Git's index, a test reads files from memory and
 * controls the clock. */
#ifndef BASE_SURROUNDINGS_H
#define BASE_SURROUNDINGS_H
#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

enum file_state {
    FILE_THERE,
    FILE_ABSENT,
    FILE_FOLDER,
    FILE_DENIED,
    FILE_OUTSIDE, /* of the files that may be read: service/confine.h */
    FILE_SPECIAL, /* a pipe, a device or a socket */
    FILE_LARGE,   /* larger than the reader allows */
    FILE_FAILED,  /* anything else */
    FILE_STATES
};

/* The largest file that is read, in bytes, by what it is for. */
enum {
    LARGEST_SETTINGS = 1 << 20,  /* .env, requirements, AWS's files, files of Git */
    LARGEST_DOCUMENT = 8 << 20,  /* descriptions, templates, schemas, and what they include */
    LARGEST_LOCK = 64 << 20,     /* lock files of package managers */
    LARGEST_CODE = 256 << 20,    /* more than Lambda takes unzipped, so that the limit itself can be told */
    LARGEST_OBJECT = 1024 << 20, /* what goes to S3 or into an image as it is */
};

struct bytes {
    const char *at; /* a NUL stands behind the last */
    size_t size;
};

struct entry { /* of a folder; of a link only its name and that it is one */
    const char *name;
    bool folder, link, executable;
    bool unsafe; /* a name that no file can have (a/b, .., .git): only a forged Git tree has one */
    uint64_t size;
};

struct surroundings {
    void *with;
    enum file_state (*state)(void *with, const char *path); /* FILE_THERE: a regular file that can be read */
    /* A regular file, of at most `most` bytes. */
    enum file_state (*read)(void *with, struct arena *, const char *path, size_t most, struct bytes *);
    /* The entries of a folder sorted by the bytes of their names, ending with a NULL name; FILE_FOLDER when
     * it is one. */
    enum file_state (*list)(void *with, struct arena *, const char *path, struct entry **);
    const char *(*target)(void *with, struct arena *,
                          const char *path); /* of a symbolic link, as it is written; NULL: none */
    const char *(*environment)(void *with, const char *name); /* NULL: not set */
    int64_t (*now)(void *with);                               /* milliseconds since 1970 */
    void (*random)(void *with, unsigned char *bytes, size_t size);
    /* Sleeps, unless a signal asks to end (SIGINT, SIGTERM), now or since the last look: gives it, or 0. */
    int (*wait)(void *with, int milliseconds);
    int stop; /* a file that can be read once such a signal has come, for waiting on more than time; -1: none
               */
    const struct surroundings *around; /* whose files these stand for; NULL: none */
};

/* Surroundings with other files, and all else from `around`. They are the first member of what `with` is. */
struct surroundings surroundings_with_files(void *with, const struct surroundings *around);
#endif
