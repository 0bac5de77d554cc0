/* Which resources hold what cannot be made again from the description. */
#ifndef LIFECYCLE_DATA_H
#define LIFECYCLE_DATA_H
#include "base/node.h"

bool data_type(const char *type); /* of a CloudFormation resource */
bool data_kept(const struct node *resource,
               const char *policy); /* its DeletionPolicy or UpdateReplacePolicy keeps it */
#endif
