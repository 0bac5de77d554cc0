/* How requests reach a container: through Cloud Map, or through a load balancer. */
#ifndef TEMPLATES_CONTAINERS_ROUTES_H
#define TEMPLATES_CONTAINERS_ROUTES_H
#include "templates/api/route.h"
#include "templates/wiring/call.h"

/* What lies between the API and the tasks; `depends` is added to: what a service must wait for. */
void container_ways_write(struct template *, const struct bound_function *, struct resource service,
                          struct node *depends);

extern const struct compute container_compute; /* how APIs reach them */
#endif
