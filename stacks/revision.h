/* A description as it was: surroundings whose files are those of a Git revision. Nothing is checked out, and
 * no credentials are asked for. What lies outside of the repository, or in its .git, is read where it is. */
#ifndef STACKS_REVISION_H
#define STACKS_REVISION_H
#include "base/surroundings.h"

struct revisions {
    /* `name` as git rev-parse takes it: main, HEAD~1, v1.2, a hash. NULL: `failure` says why. */
    const struct surroundings *(*open)(struct arena *, const struct surroundings *around, const char *name,
                                       const char **failure);
};
extern const struct revisions revisions_git2; /* of the module `revision` */
#endif
