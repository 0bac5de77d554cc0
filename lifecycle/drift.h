/* Looks for what was changed in a live stack beside CloudFormation. */
#ifndef LIFECYCLE_DRIFT_H
#define LIFECYCLE_DRIFT_H
#include "lifecycle/operation.h"

/* OUTCOME_DONE: `found` is a list of StackResourceDrifts. It takes AWS some seconds a hundred resources. */
enum outcome drift_read(struct operation *, const struct node **found);
#endif
