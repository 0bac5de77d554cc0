/* What a deployment is doing, on standard error: a table that is drawn again on a terminal, else one line for
 * each change of a resource's state. */
#ifndef CFGEN_PROGRESS_H
#define CFGEN_PROGRESS_H
#include "cfgen/command.h"
#include "lifecycle/operation.h"

const struct progress *progress_new(struct run *);
#endif
