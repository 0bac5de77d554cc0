/* Inside templates/workflows/: from steps to states of the Amazon States Language.
 * https://states-language.net/spec.html */
#ifndef TEMPLATES_WORKFLOWS_PART_H
#define TEMPLATES_WORKFLOWS_PART_H
#include "templates/kinds/container.h"
#include "templates/kinds/workflow.h"
#include "templates/wiring/call.h"

extern const struct form step_form, step_retry_form, step_catch_form, step_choice_form, step_branch_form,
    workflow_logs_form;

/* One machine in the making. */
struct machine {
    struct template *template;
    const struct workflow *workflow;
    const struct bound_function *rights; /* its role, as access sees one */
    struct node *invoked;                /* the functions that it may call; NULL until there is one */
    struct node *ran;                    /* a map whose keys are the containers that it may run */
    bool distributed;                    /* a map in it starts executions of itself */
};

/* {StartAt, States} of steps in their order; adds what the role needs. */
void steps_write(struct machine *, const struct step *, struct node *definition);
void step_check_all(struct machine *, const struct step *); /* whether each is reached, and one ends */

/* What a state does, by what the step says; each adds the rest of the state. */
void task_write(struct machine *, const struct step *, struct node *state);
void run_write(struct machine *, const struct reference *, const struct step *, struct node *state);
void run_container(struct machine *, const struct container *, const struct step *, struct node *state);
void map_write(struct machine *, const struct step *, struct node *state);
void parallel_write(struct machine *, const struct step *, struct node *state);
void choice_write(struct machine *, const struct step *, struct node *state);
void wait_write(struct machine *, const struct step *, struct node *state);
void failures_write(struct machine *, const struct step *, struct node *state, bool function);

/* `$.wards` of the input, or any expression of JSONata, as {% … %}. */
const char *expression(struct arena *, const char *text);
/* A value in which texts that begin with $ are expressions. */
struct node *expressions(struct arena *, const struct node *);
/* What the next step gets: the result, or the input with the result in it. */
void result_write(struct machine *, const struct step *, const char *result, struct node *state);
#endif
