/* Inside stacks/: one spelling of each single value. */
#ifndef STACKS_DIFF_CANONICAL_SCALAR_H
#define STACKS_DIFF_CANONICAL_SCALAR_H
#include "base/node.h"

/* A copy as CloudFormation turns it into what the property takes, `kinds` of schema_kind.h; of several kinds
 * it keeps the one that is written. */
struct node *canonical_scalar(struct arena *, const struct node *, unsigned kinds);
void canonical_texts(struct node *tree); /* every value in it as text */
/* "1" and 1, or "true" and true: the same but for the type. */
bool canonical_differs_in_type(const struct node *, const struct node *);
#endif
