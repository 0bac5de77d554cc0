/* Scaling policies for the number of tasks.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/what-is-application-auto-scaling.html */
#ifndef TEMPLATES_CONTAINERS_SCALING_H
#define TEMPLATES_CONTAINERS_SCALING_H
#include "templates/containers/container.h"
#include "templates/wiring/call.h"

/* A scaling policy of this type; gives its configuration. */
struct node *scaling_policy(struct template *, const struct bound_function *, const char *target,
                            const char *name, const char *type);
/* A step scaling policy; gives its steps, which are to be added. */
struct node *scaling_steps(struct template *, const struct bound_function *, const char *target,
                           const char *name, const char *how, long cooldown_seconds);
#endif
