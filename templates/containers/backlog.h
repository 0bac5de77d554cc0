/* Scales the tasks with the backlog of queues. Waiting messages start more of them; only when nothing waits
 * and nothing is worked on do they end, so that none is interrupted.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
#ifndef TEMPLATES_CONTAINERS_BACKLOG_H
#define TEMPLATES_CONTAINERS_BACKLOG_H
#include "templates/containers/ask.h"
#include "templates/wiring/call.h"

void container_queue_scale(struct template *, const struct bound_function *, const char *target,
                           struct range);
#endif
