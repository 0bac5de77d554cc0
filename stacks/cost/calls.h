/* What runs when it is called: functions, APIs, workflows, containers. */
#ifndef STACKS_COST_CALLS_H
#define STACKS_COST_CALLS_H
#include "stacks/cost/estimate.h"

estimator estimate_alias, estimate_container, estimate_container_task, estimate_function, estimate_http_api,
    estimate_log_group, estimate_rest_api, estimate_rest_stage, estimate_workflow;
#endif
