/* Layers of functions. */
#ifndef TEMPLATES_KINDS_LAYER_H
#define TEMPLATES_KINDS_LAYER_H
#include "templates/kind.h"

struct layer {
    struct item item;
    struct text name, code, description, license, *runtimes, *architectures;
    struct flag keep;
};
#endif
