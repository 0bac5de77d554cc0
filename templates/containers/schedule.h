/* Containers that a schedule starts, and that end by themselves.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/tasks-scheduled-eventbridge-scheduler.html */
#ifndef TEMPLATES_CONTAINERS_SCHEDULE_H
#define TEMPLATES_CONTAINERS_SCHEDULE_H
#include "templates/containers/container.h"
#include "templates/wiring/call.h"

extern const struct form container_schedule_event_form;
void container_schedule_write(struct template *, const struct bound_function *,
                              const struct container_schedule *);
#endif
