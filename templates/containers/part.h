/* What one container is made of: each part has its rows and resources in a file of its own.
 * templates/kinds/container.c puts them together. Roles, access and routes see a container as a function that
 * is bound to them. */
#ifndef TEMPLATES_CONTAINERS_PART_H
#define TEMPLATES_CONTAINERS_PART_H
#include "templates/containers/ask.h"
#include "templates/kinds/container.h"
#include "templates/wiring/call.h"

extern const struct form secret_variable_form, tasks_form, container_health_form, container_vpc_form,
    container_event_form, container_logs_form;
extern const struct form container_queue_event_form, container_schedule_event_form;

/* Of all containers of the service, made when first asked for. */
const char *container_cluster(struct template *, const struct container *);
/* Lets what is in a network of the service's own in among each other. */
void container_network_open(struct template *, const struct container *);
struct node *container_way_out(struct template *); /* what must be there before a task can start */
/* Of what all containers in one network share. */
const char *container_network_id(struct template *, const struct container *, const char *part);
struct node *container_network(struct template *, const struct container *); /* AwsvpcConfiguration */

/* Cpu and Memory: a pair that Fargate has. */
void container_size_write(struct template *, const struct container *, struct node *properties);
/* The task definition; `form` is that of containers. */
void container_task_write(struct template *, const struct form *, const struct bound_function *);
/* What fetches the image and writes the logs; its statements are given back. */
struct node *container_execution_write(struct template *, const struct bound_function *);
/* A handler in place of an image: what runs it, and what that must know. */
void container_handler_write(struct template *, const struct bound_function *, struct node *definition);
void container_handler_variables(struct template *, const struct bound_function *, struct node *variables);
void container_credentials_write(struct template *, const struct container *, struct node *statements,
                                 struct node *definition);
void container_secrets_write(struct template *, const struct container *, struct node *statements,
                             struct node *definition);
void container_queue_write(struct template *, const struct bound_function *, const struct container_queue *);

void container_schedule_write(struct template *, const struct bound_function *,
                              const struct container_schedule *);
void container_capacity_write(struct template *, const struct container *, struct node *into);

/* What others need to start a task of it. */
void container_run_allow(struct template *, struct node *statements, const void *item);
struct node *container_tasks_arn(struct template *, const struct container *);
struct node *container_run_value(struct template *, const void *item);

void tasks_scale(struct template *, const struct bound_function *, struct range);
/* A step scaling policy; gives its steps, which are to be added. */
struct node *tasks_steps(struct template *, const struct bound_function *, const char *target,
                         const char *name, const char *how, long cooldown_seconds);
void container_queue_scale(struct template *, const struct bound_function *, const char *target,
                           struct range);
/* Where its queues are, beside what access says. */
const char *container_queue_variable(struct template *, const struct container *,
                                     const struct container_queue *);
void container_queue_variables(struct template *, const struct container *, struct node *variables);
#endif
