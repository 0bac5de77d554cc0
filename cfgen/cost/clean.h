/* An estimate as people may read it: in the names that templates give to things, what a terminal would act on
 * is spelled out, as in a diff (cfgen/diff/words/clean.h), and what came from outside is hidden. */
#ifndef CFGEN_COST_CLEAN_H
#define CFGEN_COST_CLEAN_H
#include "cfgen/command.h"
#include "stacks/cost/cost.h"

/* A copy; `for_people` or for a program, which reads bytes as they are. */
const struct cost *cost_clean(struct run *, const struct cost *first, bool for_people);
#endif
