/* An item of the description that has another key, and else says the same, is most likely the old one:
 * without `was:` its resources are deleted and made again, empty. The row of the loss then says which line
 * keeps them. */
#ifndef STACKS_DIFF_RENAMED_H
#define STACKS_DIFF_RENAMED_H
#include "stacks/diff/diff.h"

/* Of changes whose keys have been found, in a description. */
void renamed_find(struct arena *, struct schemas *, struct diff *first);
#endif
