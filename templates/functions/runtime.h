/* The runtime of a function: as told, or inferred from its handler's file. */
#ifndef TEMPLATES_FUNCTIONS_RUNTIME_H
#define TEMPLATES_FUNCTIONS_RUNTIME_H
#include "templates/functions/function.h"

const char *function_runtime(struct template *, const struct function *); /* NULL after a finding */
#endif
