/* A ping that keeps one instance of a function ready.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
#ifndef TEMPLATES_FUNCTIONS_WARM_H
#define TEMPLATES_FUNCTIONS_WARM_H
#include "templates/wiring/call.h"

void warm_write(struct template *, const struct bound_function *);
#endif
