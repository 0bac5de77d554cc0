/* A description as it was, or as it is staged: surroundings whose files are those of a Git revision or of the
 * index. Nothing is checked out, and no credentials are asked for. */
#ifndef STACKS_GIT_REVISION_H
#define STACKS_GIT_REVISION_H
#include "stacks/git/store.h"

/* What lies outside of the repository, or in its .git, is read where it is. `name` as git rev-parse takes it:
 * main, HEAD~1, v1.2, a hash; or STORE_INDEX. NULL: `failure` says why. */
const struct surroundings *revision_open(struct arena *, const struct surroundings *around, const char *name,
                                         const char **failure);

/* The hash of the commit that was opened; NULL: it is the index, or nobody knows. */
const char *revision_commit(struct arena *, const struct surroundings *opened, const char *name);

struct asked { /* of a path from the top of the repository */
    struct asked *next;
    const char *path;
    enum file_state state;
    bool listed;  /* all that is in it was asked for */
    bool pointer; /* it stands for a file that Git LFS has */
};

/* The same for who looks at the repository alone: a path that is not absolute begins at its top, what is not
 * in it is absent, and what was asked for is kept. */
struct revision {
    struct surroundings surroundings;
    struct asked *asked; /* the last first; set to NULL, it begins anew */
    struct arena *arena;
    const struct store *store;
    const struct snapshot *snapshot;
    const char *folder; /* where paths begin; NULL: outside of the repository */
    bool alone, local;  /* local: where a .env is not in the repository, the working tree's is read */
    struct index *known;
};
struct revision *revision_new(struct arena *, const struct surroundings *around, const struct store *,
                              const struct snapshot *, bool local);
#endif
