/* An estimate as people may read it: in the names that templates give to things, what a terminal would act on
 * is spelled out, as in a diff (cfgen/diff/clean.h). */
#ifndef CFGEN_COST_CLEAN_H
#define CFGEN_COST_CLEAN_H
#include "stacks/cost.h"

const struct cost *cost_clean(struct arena *, const struct cost *first); /* a copy */
#endif
