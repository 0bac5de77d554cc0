/* A handler that runs in a container. Its archive is the same as for a function; AWS's image of the runtime
 * downloads it from the artifact bucket, and handler.py calls it with the event that Lambda would pass.
 * https://docs.aws.amazon.com/lambda/latest/dg/python-image.html */
#ifndef TEMPLATES_CONTAINERS_HANDLER_H
#define TEMPLATES_CONTAINERS_HANDLER_H
#include "templates/wiring/call.h"

/* A handler in place of an image: what runs it, and what that must know. */
void container_handler_write(struct template *, const struct bound_function *, struct node *definition);
void container_handler_variables(struct template *, const struct bound_function *, struct node *variables);
#endif
