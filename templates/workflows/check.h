/* Checks the order of steps: each step must be reachable from the first, and the workflow must be able to
 * end. AWS rejects or silently accepts the rest. */
#ifndef TEMPLATES_WORKFLOWS_CHECK_H
#define TEMPLATES_WORKFLOWS_CHECK_H
#include "templates/workflows/machine.h"

void step_check_all(struct machine *, const struct step *); /* whether each is reached, and one ends */
#endif
