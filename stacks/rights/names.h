/* Inside stacks/rights/: identities that a policy names by the names they are given. */
#ifndef STACKS_RIGHTS_NAMES_H
#define STACKS_RIGHTS_NAMES_H
#include "stacks/rights/graph.h"

/* The party that a value of the property stands for: Roles, UserName …; a name that no identity of the
 * template has stays. */
const char *party_of(const struct reading *, const char *property, const char *text);
#endif
