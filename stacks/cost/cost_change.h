/* What costs another amount than before, to the cent, resource by resource and price by price. */
#ifndef STACKS_COST_COST_CHANGE_H
#define STACKS_COST_COST_CHANGE_H
#include "stacks/cost/cost.h"

struct cost_change {
    struct cost_change *next;
    const struct cost *of; /* the new stack, or the old one where there is no new one */
    const char *id;
    enum price price;
    double before, after;
};

struct cost_change *cost_changes(struct arena *, const struct cost *before, const struct cost *after);
#endif
