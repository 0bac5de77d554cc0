/* What AWS refuses of the order of steps, and what it takes although nobody wants it: each step is reached
 * from the first, and from one of them the workflow ends. */
#ifndef TEMPLATES_WORKFLOWS_CHECK_H
#define TEMPLATES_WORKFLOWS_CHECK_H
#include "templates/workflows/machine.h"

void step_check_all(struct machine *, const struct step *); /* whether each is reached, and one ends */
#endif
