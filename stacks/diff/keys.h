/* The description's own words for what differs: the key that stands where a change comes from. */
#ifndef STACKS_DIFF_KEYS_H
#define STACKS_DIFF_KEYS_H
#include "stacks/diff/diff.h"

/* The descriptions of both sides; NULL: that side is a template, whose own paths lead. */
void keys_find(struct arena *, struct diff *first, const struct node *before, const struct node *after);
#endif
