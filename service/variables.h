/* ${…} in a description: what cfgen knows is put in, what only CloudFormation knows becomes Ref or Fn::Sub.
 * An unknown variable is a finding at its own column, never an empty text. */
#ifndef SERVICE_VARIABLES_H
#define SERVICE_VARIABLES_H
#include "base/diag.h"
#include "base/node.h"
#include "base/surroundings.h"

struct variables {
    const char *service, *stage;
    const struct node *parameters; /* the section: its keys are the names that ${param:…} may use; or NULL */
    const struct surroundings *surroundings;
    struct diags *diags;
};

void variables_resolve(const struct variables *, struct node *); /* in place, in every value below */
#endif
