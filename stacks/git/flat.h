/* A snapshot that is one list of all its files: what an index is. */
#ifndef STACKS_GIT_FLAT_H
#define STACKS_GIT_FLAT_H
#include "stacks/git/store.h"

struct flat {
    struct snapshot snapshot;
    struct stored *items; /* sorted by the bytes of their paths, each once */
    size_t count;
    const void *from; /* the store's own */
};

/* The first item in a folder; `end` is the one behind the last. */
size_t flat_folder(const struct flat *, const char *folder, size_t *end);
/* Sorts the items where they are not yet; of several with one path a conflict is made. */
struct flat *flat_new(struct arena *, struct stored *, size_t count);
#endif
