/* Inside stacks/: what changed policies let whom do. */
#ifndef STACKS_GRANTS_H
#define STACKS_GRANTS_H
#include "stacks/diff.h"

struct grant *grants_of(struct arena *,
                        const struct changed *first); /* sorted by resource, revoked ones last */
#endif
