/* From a file to a service: read with the files that it names, its stage laid over it, variables resolved,
 * defaults laid below. */
#ifndef TEMPLATES_DESCRIPTION_H
#define TEMPLATES_DESCRIPTION_H
#include "templates/generate.h"

struct description {
    const struct service
        *service; /* NULL after a finding that leaves nothing; otherwise as much as could be read */
    const char *stage;
    const struct node
        *stack_outputs; /* outputs of other services' stacks: parameter → {region, stack, output}; or NULL */
    const struct node *hidden; /* values that look secret: parameter → {of, value}; or NULL */
};

struct description description_read(const struct generation *);
#endif
