/* What becomes of a stack as a whole. CloudFormation knows a stack by its account, region and name, so that a
 * description with another region or name deploys a new stack, and the old one stays as it is. */
#ifndef STACKS_DIFF_IDENTITY_H
#define STACKS_DIFF_IDENTITY_H
#include "stacks/diff/diff.h"
#include "stacks/stack.h"

/* Whether deploying `now` creates another stack than `old`. Templates alone do not say where they live. */
bool identity_moves(const struct stack *old, const struct stack *now);
/* Adds what is to be said of the stack: it moves, stays behind (`now` NULL) or is new in a service that has
 * others (`old` NULL). Nothing where it is the same. `service` is a stack of the new side. */
void identity_add(struct arena *, struct diff *, const struct stack *old, const struct stack *now,
                  const struct stack *service);
#endif
