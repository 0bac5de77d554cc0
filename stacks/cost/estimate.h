/* The estimate of one stack while it is made: what is known of it, and where a function adds its lines. */
#ifndef STACKS_COST_ESTIMATE_H
#define STACKS_COST_ESTIMATE_H
#include "stacks/cost/cost.h"
#include "stacks/cost/usage.h"

struct estimate {
    struct arena *arena;
    struct cost *cost;
    const struct node *resources;
    const struct usages *usages;
    struct cost_line **end;
    struct index *left; /* what is not estimated, by type: struct cost_left */
    enum cost_term term;
};

/* Of a type of resource: adds a line for each price. */
typedef void estimator(struct estimate *, const struct node *resource);

void estimate_add(struct estimate *, const struct node *resource, enum price,
                  double quantity);                       /* 0: nothing */
void estimate_leave(struct estimate *, const char *type); /* something of it is not estimated */
void estimate_assume(struct estimate *, enum assumption);
const struct node *estimate_property(const struct node *resource, const char *name);
double estimate_number(const struct node *resource, const char *name, double otherwise);
#endif
