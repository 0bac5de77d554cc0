/* Asks CloudFormation what a template would do to a live stack, by a change set that is taken away again. */
#ifndef LIFECYCLE_REVIEW_H
#define LIFECYCLE_REVIEW_H
#include "lifecycle/operation.h"

/* OUTCOME_DONE: `change_set` as described; one without Changes has nothing to do. Parameters that nobody
 * gives stay as the stack has them. */
enum outcome review_changes(struct operation *, const struct node **change_set);
#endif
