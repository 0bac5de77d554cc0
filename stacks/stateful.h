/* Stateful resources: they hold data that cannot be made again from the description. */
#ifndef STACKS_STATEFUL_H
#define STACKS_STATEFUL_H
#include "base/node.h"

bool stateful_type(const char *type); /* a CloudFormation type whose resources are stateful */
/* Whether `name` is its logical id, or the key that the description has for it: questItems for
 * QuestItemsTable. */
bool stateful_is_named(struct arena *, const char *name, const char *id, const char *type);
/* QuestItemsTable without its kind, as the key of the description in PascalCase: QuestItems. */
const char *stateful_short_name(struct arena *, const char *id, const char *type);
bool stateful_is_retained(const struct node *resource,
                          const char *policy); /* its DeletionPolicy or UpdateReplacePolicy keeps it */
#endif
