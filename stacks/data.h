/* Which resources hold what cannot be made again from the description. */
#ifndef STACKS_DATA_H
#define STACKS_DATA_H
#include "base/node.h"

bool data_type(const char *type); /* of a CloudFormation resource */
/* Whether `name` is its logical id, or the key that the description has for it: questItems for
 * QuestItemsTable. */
bool data_named(struct arena *, const char *name, const char *id, const char *type);
/* QuestItemsTable without its kind, as the key of the description in PascalCase: QuestItems. */
const char *data_short_name(struct arena *, const char *id, const char *type);
bool data_kept(const struct node *resource,
               const char *policy); /* its DeletionPolicy or UpdateReplacePolicy keeps it */
#endif
