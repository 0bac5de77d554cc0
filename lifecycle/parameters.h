/* Where the values of parameters come from: the command line, a default, or the stack, which keeps what it
 * has. */
#ifndef LIFECYCLE_PARAMETERS_H
#define LIFECYCLE_PARAMETERS_H
#include "lifecycle/operation.h"

/* What a live stack has for those that nobody gives. */
struct parameters {
    struct node
        *known; /* its values: the description must be read with them, since logical ids depend on them */
    struct node *secret; /* its keys: AWS does not tell their values, only keeps them */
};
enum outcome parameters_settle(struct operation *, struct parameters *); /* a finding for each without any */
#endif
