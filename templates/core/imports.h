/* Values that cross between the stacks of a service. A reference to what an earlier stack has becomes a
 * parameter of the same name here and an output there; deploy passes the one to the other. Exports would tie
 * the stacks together: a value in use could not change. */
#ifndef TEMPLATES_CORE_IMPORTS_H
#define TEMPLATES_CORE_IMPORTS_H
#include "templates/core/template.h"

struct import {
    struct import *next;
    const char *name; /* of the parameter, and of the output */
    const struct template *from;
};

void imports_add(
    struct template *); /* for all references in its resources and outputs that lead to templates before it */
#endif
