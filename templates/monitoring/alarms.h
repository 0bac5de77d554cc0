/* Alarms. One alarm watches as many resources as AWS allows, and fires when any of them reaches the limit.
 * Grouping changes the number of alarms, never when one fires. */
#ifndef TEMPLATES_MONITORING_ALARMS_H
#define TEMPLATES_MONITORING_ALARMS_H
#include "templates/alarms/alarm.h"

struct template;

struct alarms {
    const struct node *from;
    struct reference *notify;
    struct text regions;
    struct flag recovered, each, containerFailures;
    struct seconds period;
    struct integer periods, least;
    struct alarm errors, throttles, duration, concurrency, streamAge, serverErrors, clientErrors, latency,
        tableThrottles, failures, messageAge, containerMemory, deadLetters;
};
extern const struct form alarms_form;
void alarms_write(struct template *);
#endif
