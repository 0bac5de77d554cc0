/* Steps that run a container to its end: the input is its EVENT, and goes on to the next step.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html */
#ifndef TEMPLATES_WORKFLOWS_CONTAINER_H
#define TEMPLATES_WORKFLOWS_CONTAINER_H
#include "templates/workflows/machine.h"

void run_container(struct machine *, const struct container *, const struct step *, struct node *state);
#endif
