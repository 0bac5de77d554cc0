/* Inside stacks/: the order in which people read changes, and what stands under another. */
#ifndef STACKS_DIFF_ORDER_H
#define STACKS_DIFF_ORDER_H
#include "base/index.h"
#include "stacks/diff/diff.h"

/* Puts what only follows from another change under that; `changed` by logical id. */
void order_fold(struct arena *, struct changed *first, const struct index *changed);
struct changed *order_sort(struct arena *, struct changed *first); /* the worst first */
void order_count(struct diff *, const struct index *changed);
/* The stack with the worst change first; of equal ones the order stays. */
struct diff *order_stacks(struct diff *first);
#endif
