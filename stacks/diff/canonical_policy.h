/* Policy documents, whose elements may be one thing or a list, in any order.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
#ifndef STACKS_DIFF_CANONICAL_POLICY_H
#define STACKS_DIFF_CANONICAL_POLICY_H
#include "base/node.h"

struct node *canonical_policy(struct node *document); /* which it changes */
#endif
