/* Notifies topics of tasks that fail. */
#ifndef TEMPLATES_CONTAINERS_FAILURES_H
#define TEMPLATES_CONTAINERS_FAILURES_H
#include "templates/containers/container.h"

void container_failures_write(struct template *,
                              const struct reference *notify); /* nothing without containers */
#endif
