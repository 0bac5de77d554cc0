/* Layers of functions. */
#ifndef TEMPLATES_KINDS_LAYER_H
#define TEMPLATES_KINDS_LAYER_H
#include "templates/kinds/function.h"

struct layer {
    struct item item;
    struct function_code code;
    struct text name, description, license, *runtimes, *architectures;
    struct flag keep;
};
#endif
