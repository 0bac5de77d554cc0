/* Inside stacks/: the plan when AWS does only one thing at a time, so that one deployment cannot make the new
 * template true. */
#ifndef STACKS_DIFF_STEPS_H
#define STACKS_DIFF_STEPS_H
#include "stacks/diff/diff.h"

const struct step *steps_of(struct arena *, const struct diff *); /* NULL: one deployment does it */
#endif
