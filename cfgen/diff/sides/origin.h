/* Which commits a comparison is about, for whoever reads it later. */
#ifndef CFGEN_DIFF_SIDES_ORIGIN_H
#define CFGEN_DIFF_SIDES_ORIGIN_H
#include "cfgen/operand.h"
#include "stacks/diff/diff.h"

/* Where neither side is a revision and nothing is `live`, or there is no repository, nothing is told. */
void origin_tell(struct run *, struct diff *first, const struct operand *before, const struct operand *after,
                 bool live);
#endif
