/* Inside stacks/: what changed policies let whom do. */
#ifndef STACKS_DIFF_PERMITS_H
#define STACKS_DIFF_PERMITS_H
#include "stacks/diff/diff.h"

struct permit *permits_of(struct arena *,
                          const struct changed *first); /* sorted by resource, revoked ones last */
#endif
