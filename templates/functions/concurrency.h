/* Provisioned concurrency on an alias, and its scaling between a base and a maximum, by utilization and by
 * schedule. https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html */
#ifndef TEMPLATES_FUNCTIONS_CONCURRENCY_H
#define TEMPLATES_FUNCTIONS_CONCURRENCY_H
#include "templates/wiring/call.h"

extern const struct form concurrency_form;
void concurrency_write(struct template *, const struct bound_function *, struct node *alias);
#endif
