/* Makes a stack true: from whatever state it is in, by a change set that is shown, approved, executed and
 * followed. */
#ifndef LIFECYCLE_DEPLOY_H
#define LIFECYCLE_DEPLOY_H
#include "lifecycle/operation.h"

struct deploy_options {
    const char *const *approved; /* resources that may lose data; ends with NULL, may be NULL */
    const struct node *kept;     /* a map whose keys are parameters that stay as they are; may be NULL */
};

enum outcome deploy_stack(struct operation *, const struct deploy_options *);
#endif
