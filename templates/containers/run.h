/* Starting a task from an event or a workflow: the permissions and the parameters of RunTask.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
#ifndef TEMPLATES_CONTAINERS_RUN_H
#define TEMPLATES_CONTAINERS_RUN_H
#include "templates/containers/container.h"

/* What others need to start a task of it. */
void container_run_allow(struct template *, struct node *statements, const void *item);
struct node *container_tasks_arn(struct template *, const struct container *);
struct node *container_run_value(struct template *, const void *item);
#endif
