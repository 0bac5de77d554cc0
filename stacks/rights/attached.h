/* Inside stacks/rights/: managed policies by the identities that name them in ManagedPolicyArns. */
#ifndef STACKS_RIGHTS_ATTACHED_H
#define STACKS_RIGHTS_ATTACHED_H
#include "stacks/rights/graph.h"

/* Whether an identity of either template, or the policy itself there, says so. */
bool attached_anywhere(const struct reading *);
/* Adds the identities that name one of the policies to the graph. */
void attached_read(struct graph *, enum side, const struct index *policies);
#endif
