/* Inside stacks/: replacements that a resource's own UpdatePolicy decides. */
#ifndef STACKS_DIFF_UPDATE_POLICY_H
#define STACKS_DIFF_UPDATE_POLICY_H
#include "templates/schema/schema.h"

/* `by_schema`: what AWS's schema says of a change of the property. `resource`: as it is to be. */
enum replacement update_policy_replacement(const struct node *resource, const char *type,
                                           const char *property, enum replacement by_schema);
#endif
