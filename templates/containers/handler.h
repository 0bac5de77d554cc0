/* A handler that runs in a container: its archive is the one that a function would have, AWS's own image of
 * its runtime takes it from the bucket for code, and a few lines of ours call it with what Lambda would.
 * https://docs.aws.amazon.com/lambda/latest/dg/python-image.html */
#ifndef TEMPLATES_CONTAINERS_HANDLER_H
#define TEMPLATES_CONTAINERS_HANDLER_H
#include "templates/wiring/call.h"

/* A handler in place of an image: what runs it, and what that must know. */
void container_handler_write(struct template *, const struct bound_function *, struct node *definition);
void container_handler_variables(struct template *, const struct bound_function *, struct node *variables);
#endif
