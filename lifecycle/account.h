/* What a stack needs of its account that is not its own. */
#ifndef LIFECYCLE_ACCOUNT_H
#define LIFECYCLE_ACCOUNT_H
#include "lifecycle/operation.h"

/* Before anything is changed: a stage that logs cannot be made where API Gateway has no role to log by. */
enum outcome account_check(struct operation *);
#endif
