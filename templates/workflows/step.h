/* Steps in their order: each leads to the one written after it, unless it says otherwise. */
#ifndef TEMPLATES_WORKFLOWS_STEP_H
#define TEMPLATES_WORKFLOWS_STEP_H
#include "templates/workflows/machine.h"

extern const struct form step_form;
/* {StartAt, States} of steps in their order; adds what the role needs. */
void steps_write(struct machine *, const struct step *, struct node *definition);
#endif
