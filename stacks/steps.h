/* Inside stacks/: the plan when AWS does only one thing at a time, so that one deployment cannot make the new
 * template true. */
#ifndef STACKS_STEPS_H
#define STACKS_STEPS_H
#include "stacks/diff.h"

const struct step *steps_of(struct arena *, const struct diff *); /* NULL: one deployment does it */
#endif
