/* What alarms watch: one row each, of functions and of what else has metrics. */
#ifndef TEMPLATES_SECTIONS_ALARM_WATCHES_H
#define TEMPLATES_SECTIONS_ALARM_WATCHES_H
#include "templates/sections/alarms.h"

void alarm_watches_write(struct template *, const struct alarms *);
#endif
