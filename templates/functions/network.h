/* The network that a function reaches, and file systems in it.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html */
#ifndef TEMPLATES_FUNCTIONS_NETWORK_H
#define TEMPLATES_FUNCTIONS_NETWORK_H
#include "templates/wiring/call.h"

extern const struct form vpc_form, mount_form;
void network_write(struct template *, const struct bound_function *, struct node *properties);
#endif
