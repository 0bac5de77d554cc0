/* What is staged: how an index differs from a revision, by looking only into folders in which something was
 * staged. */
#ifndef STACKS_GIT_STAGED_H
#define STACKS_GIT_STAGED_H
#include "stacks/git/index_file.h"

/* The ids of `before` are bytes of hashes too; NULL: all is new. False: one of its folders cannot be read. */
bool staged_find(struct arena *, const struct snapshot *before, const struct index_file *, struct changes *);
#endif
