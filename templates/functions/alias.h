/* The alias that events call in place of what was deployed last.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html */
#ifndef TEMPLATES_FUNCTIONS_ALIAS_H
#define TEMPLATES_FUNCTIONS_ALIAS_H
#include "templates/wiring/call.h"

void alias_write(struct template *, const struct bound_function *);
void snap_start_write(struct template *, const struct function *, const char *runtime,
                      struct node *properties);
#endif
