/* Containers that process messages: each task polls the queue, and the number of tasks follows the backlog.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
#ifndef TEMPLATES_CONTAINERS_QUEUE_H
#define TEMPLATES_CONTAINERS_QUEUE_H
#include "templates/containers/container.h"
#include "templates/wiring/call.h"

extern const struct form container_queue_event_form;
void container_queue_write(struct template *, const struct bound_function *, const struct container_queue *);
/* Where its queues are, beside what access says. */
const char *container_queue_variable(struct template *, const struct container *,
                                     const struct container_queue *);
void container_queue_variables(struct template *, const struct container *, struct node *variables);
#endif
