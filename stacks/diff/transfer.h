/* Stateful resources that leave one stack of a service and are new in another: CloudFormation moves no
 * resource between stacks, so that the new one starts empty. */
#ifndef STACKS_DIFF_TRANSFER_H
#define STACKS_DIFF_TRANSFER_H
#include "base/index.h"
#include "stacks/diff/diff.h"
#include "stacks/stack.h"

/* Into `departures`: what the comparison removes, and all of a stack that stays behind (`now` NULL). */
void transfer_leave(struct arena *, struct index *departures, const struct diff *, const struct stack *old,
                    const struct stack *now);
/* Says so of each that is new in another stack. */
void transfer_arrive(struct arena *, const struct index *departures, struct diff *first);
#endif
