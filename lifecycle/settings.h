/* What CloudFormation is told of a stack besides its template: protection, policy, role, who hears of it. */
#ifndef LIFECYCLE_SETTINGS_H
#define LIFECYCLE_SETTINGS_H
#include "lifecycle/operation.h"

struct settings {              /* of a change set */
    const struct node *notify; /* a list of ARNs; NULL: as it is */
    const char *role;          /* NULL: the caller's rights, or the role that the stack has */
};

/* False after aws->error. */
bool settings_read(struct operation *, struct settings *);
/* What no change set carries, once the stack is there. */
enum outcome settings_apply(struct operation *);
/* Whether it may be removed; else a finding. `stack` as described. */
bool settings_allow_removal(struct operation *, const struct node *stack);
#endif
