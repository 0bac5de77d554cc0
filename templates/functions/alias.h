/* The alias of a function. Events call it, so that they reach a published version and not the code that was
 * deployed last.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html */
#ifndef TEMPLATES_FUNCTIONS_ALIAS_H
#define TEMPLATES_FUNCTIONS_ALIAS_H
#include "templates/wiring/call.h"

void alias_write(struct template *, const struct bound_function *);
void snap_start_write(struct template *, const struct function *, const char *runtime,
                      struct node *properties);
#endif
