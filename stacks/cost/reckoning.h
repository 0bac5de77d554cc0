/* How the cost of one stack is reckoned: a function for each type of resource that costs, which adds lines.
 */
#ifndef STACKS_COST_RECKONING_H
#define STACKS_COST_RECKONING_H
#include "stacks/cost/cost.h"
#include "stacks/cost/usage.h"

struct reckoning {
    struct arena *arena;
    struct cost *cost;
    const struct node *resources;
    const struct usages *usages;
    struct cost_line **end;
    enum cost_term term;
};

typedef void reckon(struct reckoning *, const struct node *resource);
reckon reckon_alias, reckon_container, reckon_container_task, reckon_function, reckon_http_api,
    reckon_log_group, reckon_rest_api, reckon_rest_stage,
    reckon_workflow; /* what runs: stacks/cost/cost_calls.c */
reckon reckon_alarm, reckon_bus, reckon_cdn, reckon_dashboard, reckon_firewall, reckon_key, reckon_parameter,
    reckon_network_gateway, reckon_queue, reckon_secret, reckon_stream, reckon_table,
    reckon_topic; /* what is there: stacks/cost/cost_things.c */

reckon reckon_bucket; /* stacks/cost/cost_bucket.c */

void reckoning_add(struct reckoning *, const struct node *resource, enum price,
                   double quantity);                        /* 0: nothing */
void reckoning_leave(struct reckoning *, const char *type); /* something of it is not reckoned */
void reckoning_assume(struct reckoning *, enum assumption);
const struct node *reckoning_property(const struct node *resource, const char *name);
double reckoning_number(const struct node *resource, const char *name, double otherwise);
#endif
