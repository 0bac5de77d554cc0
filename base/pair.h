/* Entries of lists that are a name and a value: {Name: DB_PASSWORD, Value: …}, as AWS's types spell them. */
#ifndef BASE_PAIR_H
#define BASE_PAIR_H
#include "base/node.h"

/* The name: the one that says of its value that it is secret, or the first; NULL: the map is no such entry.
 */
const char *pair_name(const struct node *map);
bool pair_is_value(const char *key);
#endif
