/* Where a function's results go, and what it failed at: a queue, topic, bucket, bus or another function.
 * Lambda sends there in the function's name, so its role must allow that. */
#ifndef TEMPLATES_WIRING_DESTINATION_H
#define TEMPLATES_WIRING_DESTINATION_H
#include "templates/wiring/call.h"

/* Gives its ARN, and allows it in the role. What takes only what is in order is a finding. */
struct node *destination_allow(struct template *, const struct bound_function *, const struct reference *);
#endif
