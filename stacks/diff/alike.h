/* Inside stacks/: the very same change of several resources, such as of a default that all functions have, is
 * told once, of the first. What loses data, stops something or concerns rights is always told of each. */
#ifndef STACKS_DIFF_ALIKE_H
#define STACKS_DIFF_ALIKE_H
#include "stacks/diff/diff.h"

void alike_fold(struct arena *, struct diff *first);
#endif
