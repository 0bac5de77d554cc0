/* How many tasks run. By use, target tracking; for messages of a queue, more while they wait, and none
 * stopped before all are done, so that no work is interrupted.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html */
#ifndef TEMPLATES_CONTAINERS_TASKS_H
#define TEMPLATES_CONTAINERS_TASKS_H
#include "templates/containers/ask.h"
#include "templates/wiring/call.h"

extern const struct form tasks_form;
void tasks_scale(struct template *, const struct bound_function *, struct range);
#endif
