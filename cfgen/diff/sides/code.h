/* What differs in the archives that functions run from, where both can be looked into. */
#ifndef CFGEN_DIFF_SIDES_CODE_H
#define CFGEN_DIFF_SIDES_CODE_H
#include "cfgen/diff/sides/side.h"
#include "lifecycle/operation.h"
#include "stacks/diff/code.h"

struct code_sides {
    const struct stack *old, *now;
    struct operation *live; /* the old side is what this stack runs; NULL: it is a description */
};

void code_tell(struct run *, struct diff *, const struct code_sides *);
#endif
