/* Values that one stack of a service passes to another. A reference to a resource of an earlier stack becomes
 * an output of that stack and a parameter of the same name in this one; `cfgen deploy` passes the value.
 * CloudFormation exports are not used, because an exported value that is in use cannot change. */
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
