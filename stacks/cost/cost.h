/* What a stack costs a month: what its resources cost by being there, and what the traffic costs that the
 * description tells. What is estimated, and by which assumption, is told beside every amount; what is not is
 * listed. */
#ifndef STACKS_COST_COST_H
#define STACKS_COST_COST_H
#include "stacks/cost/price.h"
#include "stacks/stack.h"

struct cost_line {
    struct cost_line *next;
    const char *id, *type;
    enum price price;
    double quantity, usd, each; /* each: the first price, for as many units as it is for */
    bool regional;              /* it is the region's own, where that is not PRICE_REGION */
    struct place place;
};

struct cost_left { /* a type of which something is not estimated */
    struct cost_left *next;
    const char *type;
    int count; /* of resources */
};

enum assumption {
#define ASSUMPTION(id, sentence) ASSUMED_##id,
#include "stacks/cost/assumptions.def"
#undef ASSUMPTION
    ASSUMPTION_COUNT
};
extern const char *const assumption_about[ASSUMPTION_COUNT];

enum cost_term { TERM_NONE, TERM_1 = 1, TERM_3 = 3 }; /* years for which tables' capacity is reserved */

struct cost {
    struct cost *next; /* of the service's next stack */
    const struct stack *stack;
    struct cost_line *first; /* the most expensive resource first */
    struct cost_left *left;  /* by type */
    double usd;
    bool assumed[ASSUMPTION_COUNT];
    bool other_region; /* it is in another than PRICE_REGION, whose prices are taken for want of others */
    bool regional;     /* but some are its own */
};

/* Of all stacks; the primary has the traffic, which ends with one that is not written, or is NULL. */
struct cost *cost_new(struct arena *, const struct stack *first, const struct traffic *, enum cost_term);
double cost_whole(const struct cost *first); /* US dollars a month */
#endif
