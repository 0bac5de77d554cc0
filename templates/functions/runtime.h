/* The runtime of a function: as written, or inferred from the file of its handler. */
#ifndef TEMPLATES_FUNCTIONS_RUNTIME_H
#define TEMPLATES_FUNCTIONS_RUNTIME_H
#include "templates/functions/function.h"

const char *function_runtime(struct template *, const struct function *); /* NULL after a finding */
#endif
