/* One way of writing each value of a template, so that only what means something else differs: each value of
 * the kind that its property takes, one as a list where AWS takes a list, functions in their long form and a
 * Join as the Sub that says the same, policy documents with lists and sorted statements, lists whose order
 * AWS does not keep sorted, JSON in a text as what it says, AWS::NoValue gone. Places are kept. */
#ifndef STACKS_DIFF_CANONICAL_H
#define STACKS_DIFF_CANONICAL_H
#include "templates/schema/schema.h"

/* Where a value stands: the type of its resource, and the path of its property as schemas have it, `A.*.B`;
 * both NULL outside of properties. */
struct node *canonical_value(struct arena *, struct schemas *, const char *type, const char *path,
                             const struct node *value);
#endif
