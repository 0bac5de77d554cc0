/* What a stack must be before it can be changed: waits for what ends by itself, clears away what a deployment
 * that never came to life has left, and refuses the rest. */
#ifndef LIFECYCLE_STANDING_H
#define LIFECYCLE_STANDING_H
#include "lifecycle/operation.h"

enum outcome standing_prepare(struct operation *, bool *create); /* create: there is no stack yet */
#endif
