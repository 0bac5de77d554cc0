/* Inside stacks/: two templates with their intrinsic functions evaluated, and which of their differences
 * remain when all that is known is put in. */
#ifndef STACKS_DIFF_EVALUATED_H
#define STACKS_DIFF_EVALUATED_H
#include "stacks/diff/diff.h"

struct evaluated {
    struct arena *arena;
    struct schemas *schemas;
    struct evaluation *before, *after;
};

struct evaluated evaluated_new(struct arena *, struct schemas *, const struct diff_sides *);
/* Takes away rows whose values are the same in the end, and marks those of which AWS decides. */
void evaluated_settle(const struct evaluated *, struct changed *);
void evaluated_explain(const struct evaluated *, struct changed *); /* by what it is caused */
#endif
