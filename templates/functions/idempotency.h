/* One table of a service where functions remember what they have done already, as Powertools keeps it: an
 * item's key is `id`, and it expires by itself. A table of the user's own whose logical id is the same takes
 * its place.
 * https://docs.powertools.aws.dev/lambda/python/latest/utilities/idempotency/ */
#ifndef TEMPLATES_FUNCTIONS_IDEMPOTENCY_H
#define TEMPLATES_FUNCTIONS_IDEMPOTENCY_H
#include "templates/wiring/call.h"

extern const struct form idempotency_form;
void idempotency_write(struct template *, const struct bound_function *);
void idempotency_variables(struct template *, const struct function *, struct node *variables);
#endif
