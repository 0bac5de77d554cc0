/* Inside stacks/: one form of each text that is put together: Fn::Sub, Fn::Join and what they nest become one
 * Fn::Sub, or the reference or text that it is. Its variables are only what a Sub cannot name, such as
 * Fn::ImportValue, with names made of their function and place. */
#ifndef STACKS_DIFF_CANONICAL_SUB_H
#define STACKS_DIFF_CANONICAL_SUB_H
#include "base/node.h"

/* The arguments are canonical. NULL: they stay as they are written. */
struct node *canonical_join(struct arena *, const struct node *argument);
struct node *canonical_sub(struct arena *, const struct node *argument);
struct node *canonical_sub_text(struct arena *, const char *text, const struct node *variables);
#endif
