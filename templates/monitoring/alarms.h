/* Alarms. One alarm watches as many things as AWS lets it, and fires when any one of them reaches the limit:
 * gathering changes how many alarms there are, never when one fires. */
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
