/* Inside stacks/: which resources AWS makes anew, also because another one that they refer to is made anew.
 */
#ifndef STACKS_DIFF_CONSEQUENCE_H
#define STACKS_DIFF_CONSEQUENCE_H
#include "stacks/diff/diff.h"

struct consequences {
    struct arena *arena;
    struct schemas *schemas;
    const struct node *before, *after; /* the Resources of both templates */
    struct index *changed;             /* struct changed by logical id */
    const struct verdicts *verdicts;   /* of a change set; NULL: none was asked for */
    struct changed **end;              /* where new ones are added */
};

void consequence_row(struct consequences *, const struct changed *, struct difference *); /* by the schemas */
void consequence_spread(
    struct consequences *,
    struct changed *first); /* through references, to a fixed point; sets dependents too */
/* Marks what AWS rejects, once all that is replaced is known. */
void consequence_refuse(struct consequences *, struct changed *first);
#endif
