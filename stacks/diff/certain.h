/* Inside stacks/: whether two values differ whatever AWS puts in the place of what is not known of them. */
#ifndef STACKS_DIFF_CERTAIN_H
#define STACKS_DIFF_CERTAIN_H
#include "stacks/diff/evaluated.h"

/* Of two values that are not the same. Names and attributes of two resources differ; the value of a
 * parameter, of an import or of a pseudo parameter may be any. */
bool certain_differ(const struct evaluated *, const struct node *before, const struct node *after);
#endif
