/* Building a state machine of AWS Step Functions: from steps to states of the Amazon States Language.
 * https://states-language.net/spec.html */
#ifndef TEMPLATES_WORKFLOWS_MACHINE_H
#define TEMPLATES_WORKFLOWS_MACHINE_H
#include "templates/wiring/call.h"
#include "templates/workflows/workflow.h"

struct machine {
    struct template *template;
    const struct workflow *workflow;
    const struct bound_function *rights; /* its role, as access sees one */
    struct node *invoked;                /* the functions that it may call; NULL until there is one */
    struct node *ran;                    /* a map whose keys are the containers that it may run */
    bool distributed;                    /* a map in it starts executions of itself */
};
#endif
