/* Layers of functions. */
#ifndef TEMPLATES_FUNCTIONS_LAYER_H
#define TEMPLATES_FUNCTIONS_LAYER_H
#include "templates/functions/function.h"

struct layer {
    struct item item;
    struct function_code code;
    struct text name, description, license, *runtimes, *architectures;
    struct flag keep;
};
#endif
