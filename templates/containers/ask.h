/* Properties of a container that several of its parts need, derived from its description. */
#ifndef TEMPLATES_CONTAINERS_ASK_H
#define TEMPLATES_CONTAINERS_ASK_H
#include "templates/containers/container.h"

struct ways {
    bool registered; /* of an HTTP API: in Cloud Map */
    bool balanced;   /* of a REST API: behind a load balancer */
};
struct ways container_ways(const struct template *, const struct container *);
struct node *container_port(struct template *, const struct container *);
/* The number of tasks; it scales where `most` is above `least`. */
struct range {
    long least, most;
};
struct range tasks_range(struct template *, const struct container *);
bool container_is_kept(const struct template *,
                       const struct container *); /* running, not only started by others */
bool container_waits(const struct container *);   /* for messages of a queue */
bool health_is_path(const struct container *);    /* what is asked over HTTP */
#endif
