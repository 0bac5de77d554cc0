/* What a stack must be before it can be changed: waits for what ends by itself, clears away what a deployment
 * that never came to life has left, and refuses the rest. */
#ifndef LIFECYCLE_STACK_STATE_H
#define LIFECYCLE_STACK_STATE_H
#include "lifecycle/operation.h"

struct stack_state {
    bool create;       /* there is nothing of it yet */
    bool absent;       /* nor is a change set in review */
    const char *state; /* stack_state_text(): differs once an operation has begun, also when it has ended */
};

/* `stack` as described; NULL: there is none. */
const char *stack_state_text(struct arena *, const struct node *stack);
/* `content`: an operation by a change set of this name, or one that begins so, is waited for as well. */
enum outcome stack_state_prepare(struct operation *, const char *content, struct stack_state *);
#endif
