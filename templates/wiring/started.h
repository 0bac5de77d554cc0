/* Whether an item is started by something other than an event: by code with `access` to it, or by a step of a
 * workflow. */
#ifndef TEMPLATES_WIRING_STARTED_H
#define TEMPLATES_WIRING_STARTED_H
#include "templates/core/template.h"

struct grant;
struct workflow;

bool access_names(const struct grant *access, const void *item);
bool workflow_runs(const struct workflow *, const void *item); /* a function, workflow or container */
bool is_started(const struct template *, const void *item);    /* by anything of the service */
#endif
