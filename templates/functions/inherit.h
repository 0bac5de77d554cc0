/* What a function says itself, and what it only has from defaults. */
#ifndef TEMPLATES_FUNCTIONS_INHERIT_H
#define TEMPLATES_FUNCTIONS_INHERIT_H
#include "templates/functions/function.h"

bool function_inherits(const struct template *, const struct node *from); /* it stands under defaults */
#endif
