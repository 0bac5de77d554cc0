/* Task states: functions, other workflows, and API actions of AWS services.
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html */
#ifndef TEMPLATES_WORKFLOWS_TASK_H
#define TEMPLATES_WORKFLOWS_TASK_H
#include "templates/workflows/machine.h"

/* What a state does, by what the step says; each adds the rest of the state. */
void task_write(struct machine *, const struct step *, struct node *state);
void run_write(struct machine *, const struct reference *, const struct step *, struct node *state);
#endif
