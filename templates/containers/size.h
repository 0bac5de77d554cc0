/* Processors and memory come in pairs.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html */
#ifndef TEMPLATES_CONTAINERS_SIZE_H
#define TEMPLATES_CONTAINERS_SIZE_H
#include "templates/kinds/container.h"

/* Cpu and Memory: a pair that Fargate has. */
void container_size_write(struct template *, const struct container *, struct node *properties);
#endif
