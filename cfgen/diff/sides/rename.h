/* Names that only say where a stack lives (its stage, its region, itself) are no difference of what it has.
 */
#ifndef CFGEN_DIFF_SIDES_RENAME_H
#define CFGEN_DIFF_SIDES_RENAME_H
#include "stacks/stack.h"

/* The template of `old` with the names that `now` has in place of its own service, stage, region and name. A
 * text that is not the same then, but has another of its kind beside it, keeps what it says. */
const struct node *rename_towards(struct arena *, const struct stack *old, const struct stack *now);
#endif
