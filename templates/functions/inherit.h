/* Which settings of a function are its own, and which come from defaults. */
#ifndef TEMPLATES_FUNCTIONS_INHERIT_H
#define TEMPLATES_FUNCTIONS_INHERIT_H
#include "templates/functions/function.h"

bool function_inherits(const struct template *, const struct node *from); /* it stands under defaults */
#endif
