/* Steps that run a container until it ends. The input is its variable EVENT, and is passed on to the next
 * step. https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html */
#ifndef TEMPLATES_WORKFLOWS_CONTAINER_H
#define TEMPLATES_WORKFLOWS_CONTAINER_H
#include "templates/workflows/machine.h"

void run_container(struct machine *, const struct container *, const struct step *, struct node *state);
#endif
