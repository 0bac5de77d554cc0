/* Steps in order: the next step is the one that follows in the description, unless `next` names another. */
#ifndef TEMPLATES_WORKFLOWS_STEP_H
#define TEMPLATES_WORKFLOWS_STEP_H
#include "templates/workflows/machine.h"

extern const struct form step_form;
/* {StartAt, States} of steps in their order; adds what the role needs. */
void steps_write(struct machine *, const struct step *, struct node *definition);
#endif
