/* Asynchronous invocation: retries, the maximum age of an event, and destinations.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html */
#ifndef TEMPLATES_FUNCTIONS_ASYNCHRONOUS_H
#define TEMPLATES_FUNCTIONS_ASYNCHRONOUS_H
#include "templates/wiring/call.h"

extern const struct form retries_form, destinations_form;
void asynchronous_write(struct template *, const struct bound_function *);
void dead_letters_configure(struct template *, const struct bound_function *, struct node *properties);
#endif
