/* A function's log group, and how it writes there.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html */
#ifndef TEMPLATES_FUNCTIONS_LOGS_H
#define TEMPLATES_FUNCTIONS_LOGS_H
#include "templates/wiring/call.h"

extern const struct form logs_form;
void logs_write(struct template *, const struct bound_function *); /* the log group */
void logs_configure(struct template *, const struct bound_function *, struct node *properties);
#endif
