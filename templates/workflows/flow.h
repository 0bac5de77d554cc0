/* States of control flow: Choice, Parallel, Map and Wait. */
#ifndef TEMPLATES_WORKFLOWS_FLOW_H
#define TEMPLATES_WORKFLOWS_FLOW_H
#include "templates/workflows/machine.h"

extern const struct form step_choice_form, step_branch_form;
void map_write(struct machine *, const struct step *, struct node *state);
void parallel_write(struct machine *, const struct step *, struct node *state);
void choice_write(struct machine *, const struct step *, struct node *state);
void wait_write(struct machine *, const struct step *, struct node *state);
#endif
