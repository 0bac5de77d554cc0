/* Workflows: the description of one. Its steps are states of AWS Step Functions, in JSONata.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
#ifndef TEMPLATES_WORKFLOWS_WORKFLOW_H
#define TEMPLATES_WORKFLOWS_WORKFLOW_H
#include "templates/wiring/bus_event.h"

struct step_retry {
    const struct node *from;
    struct integer attempts;
    struct seconds every, most;
    struct text backoff, *errors;
};

struct step_catch {
    const struct node *from;
    struct text next, *errors;
};

struct step_choice {
    const struct node *from;
    struct text condition, next;
};

struct step_branch {
    const struct node *from;
    struct reference run;
    struct step *steps;
};

struct step {
    const struct node *from;
    struct text name, description;
    struct reference run, map; /* what it does: one of these … */
    struct text call, wait, fail;
    struct step_choice *choice;
    struct step_branch *parallel;
    struct any pass;
    struct flag succeed; /* … to here */
    struct text over, otherwise, next, result, error;
    struct step *steps; /* of a map, in place of a function */
    struct any input, with, output, reader;
    struct reference target;
    struct integer concurrency;
    struct percent tolerate;
    struct flag distributed, end;
    struct seconds timeout, heartbeat;
    struct step_retry *retry;
    struct step_catch *catch;
};

struct workflow_logs {
    const struct node *from;
    struct days retention;
    struct text level, key;
    struct flag data;
};

struct workflow {
    struct item item;
    struct text name, description, type, role, *schedule;
    struct step *steps;
    struct any definition;
    struct seconds timeout;
    struct flag tracing;
    struct workflow_logs logs;
    struct grant *access;
    struct statement *statements;
    struct bus_event *event;
};

/* What the ARNs of its executions begin with. */
struct node *workflow_executions(struct arena *, const struct node *arn);
bool workflow_is_express(const struct workflow *);
extern const struct form workflow_logs_form;
#endif
