/* What a stack must be before it can be changed: waits for what ends by itself, clears away what a deployment
 * that never came to life has left, and refuses the rest. */
#ifndef LIFECYCLE_STANDING_H
#define LIFECYCLE_STANDING_H
#include "lifecycle/operation.h"

struct standing {
    bool create;       /* there is nothing of it yet */
    bool absent;       /* nor is a change set in review */
    const char *state; /* standing_state(): differs once an operation has begun, also when it has ended */
};

/* `stack` as described; NULL: there is none. */
const char *standing_state(struct arena *, const struct node *stack);
/* `content`: an operation by a change set of this name, or one that begins so, is waited for as well. */
enum outcome standing_prepare(struct operation *, const char *content, struct standing *);
#endif
