/* What alarms watch: one row each, of functions and of what else has metrics. */
#ifndef TEMPLATES_MONITORING_ALARM_WATCHES_H
#define TEMPLATES_MONITORING_ALARM_WATCHES_H
#include "templates/monitoring/alarms.h"

void alarm_watches_write(struct template *, const struct alarms *);
#endif
