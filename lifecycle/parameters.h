/* Where the values of parameters come from: the command line, a default, or the stack, which keeps what it
 * has. */
#ifndef LIFECYCLE_PARAMETERS_H
#define LIFECYCLE_PARAMETERS_H
#include "lifecycle/operation.h"

/* A finding for each that comes from nowhere; `kept` is a map whose keys are those that the stack keeps. */
enum outcome parameters_settle(struct operation *, const struct node **kept);
#endif
