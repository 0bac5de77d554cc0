/* CPU and memory of a task, of which Fargate supports certain pairs.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
#ifndef TEMPLATES_CONTAINERS_SIZE_H
#define TEMPLATES_CONTAINERS_SIZE_H
#include "templates/containers/container.h"

/* Cpu and Memory: a pair that Fargate has. */
void container_size_write(struct template *, const struct container *, struct node *properties);
/* LaunchType, or the strategy by which capacity that AWS may take back is used. */
void container_capacity_write(struct template *, const struct container *, struct node *into);
#endif
