/* The task definition: one container, its environment, log group and health check.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html */
#ifndef TEMPLATES_CONTAINERS_TASK_H
#define TEMPLATES_CONTAINERS_TASK_H
#include "templates/wiring/call.h"

extern const struct form container_health_form, container_logs_form;
/* The task definition; `form` is that of containers. */
void container_task_write(struct template *, const struct form *, const struct bound_function *);
#endif
