/* From a file to a service: reads it and its included files, merges the stage, resolves variables, and merges
 * everything over the defaults. */
#ifndef TEMPLATES_DESCRIPTION_H
#define TEMPLATES_DESCRIPTION_H
#include "templates/generate.h"

struct description {
    const struct service
        *service; /* NULL after a finding that leaves nothing; otherwise as much as could be read */
    const char *stage;
    const struct node *document; /* as it is written, before stages are merged */
    const struct node
        *stack_outputs; /* outputs of other services' stacks: parameter → {region, stack, output}; or NULL */
    const struct node *hidden; /* values that look secret: parameter → {of, value}; or NULL */
};

struct description description_read(const struct generation *);
#endif
