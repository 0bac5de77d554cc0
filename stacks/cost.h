/* What a stack costs a month: what its resources cost by being there, and what the traffic costs that the
 * description tells. What is reckoned, and by which assumption, is told beside every amount; what is not is
 * listed. */
#ifndef STACKS_COST_H
#define STACKS_COST_H
#include "stacks/price.h"
#include "stacks/stack.h"

struct cost_line {
    struct cost_line *next;
    const char *id, *type;
    enum price price;
    double quantity, usd;
    struct place place;
};

struct cost_left { /* a type of which something is not reckoned */
    struct cost_left *next;
    const char *type;
    int count; /* of resources */
};

struct cost {
    struct cost *next; /* of the service's next stack */
    const struct stack *stack;
    struct cost_line *first; /* in the order of the template */
    struct cost_left *left;  /* by type */
    double usd;
    bool other_region; /* the prices of PRICE_REGION are taken, for want of others */
};

/* Of all stacks; the primary's functions have the traffic, which ends with one that is not written, or is
 * NULL. */
struct cost *cost_new(struct arena *, const struct stack *first, const struct traffic *);
double cost_whole(const struct cost *first); /* US dollars a month */
#endif
