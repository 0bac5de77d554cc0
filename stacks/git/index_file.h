/* Git's index as it lies on the disk: the staged files, and the hashes of those folders in which nothing has
 * been staged since they were a commit's. So what is staged is told without looking at the rest.
 * https://git-scm.com/docs/index-format */
#ifndef STACKS_GIT_INDEX_FILE_H
#define STACKS_GIT_INDEX_FILE_H
#include "stacks/git/flat.h"

struct index_folder { /* one whose hash is known */
    const char *path;
    const unsigned char *id;
};

struct index_file {
    struct flat *flat;            /* ids are the hashes' bytes */
    struct index_folder *folders; /* sorted by their paths; "" is the top */
    size_t folder_count;
};

enum { INDEX_HASH = 20 };

/* NULL: it is damaged, or of a kind that only git reads (split, sparse): `failure` says which. */
struct index_file *index_file_read(struct arena *, struct bytes, const char **failure);
/* The hash of a folder; NULL: it has to be looked into. */
const unsigned char *index_file_folder(const struct index_file *, const char *path);
#endif
