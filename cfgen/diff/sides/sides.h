/* The comparison of two sides, stack by stack. */
#ifndef CFGEN_DIFF_SIDES_SIDES_H
#define CFGEN_DIFF_SIDES_SIDES_H
#include "cfgen/diff/sides/live.h"
#include "cfgen/diff/words/report.h"

enum method {
    METHOD_AUTO /* a change set where templates leave something open */,
    METHOD_CHANGE_SET,
    METHOD_TEMPLATE
};

struct sides {
    struct side *old, *now;
    struct live *live; /* the old side is what is deployed; NULL: it is not */
    bool are_peers;    /* they live beside each other, as two stages do */
    enum method method;
    bool drift; /* what was changed outside is looked for too */
};

/* Of the templates alone: each stack of the new side in its order, then those of the old side that it no
 * longer has. */
struct diff *sides_diff(struct run *, const struct sides *);
/* The stack with the worst change first, else in the order in which the new side is deployed; what goes comes
 * last. NULL after findings of a change set
 * that was asked for by name. */
struct report *sides_compare(struct run *, const struct sides *);
#endif
