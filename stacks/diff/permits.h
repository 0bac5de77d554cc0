/* Inside stacks/: who gains or loses access by the changes, and which rows that follows from. */
#ifndef STACKS_DIFF_PERMITS_H
#define STACKS_DIFF_PERMITS_H
#include "stacks/diff/diff.h"

struct permits;

/* Compares the rights of both Resources and makes rows by which somebody gains or loses access security ones.
 */
struct permits *permits_new(struct arena *, const struct node *before, const struct node *after,
                            struct changed *first);
struct permit *permits_sorted(struct permits *,
                              const struct changed *first); /* by resource, revoked ones last */
#endif
