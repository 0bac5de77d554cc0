/* How an alarm is set: its limit, its period, and the topics that hear of it. */
#ifndef TEMPLATES_ALARMS_ALARM_H
#define TEMPLATES_ALARMS_ALARM_H
#include "templates/alarms/limit.h"

struct alarm { /* how one is set */
    const struct node *from;
    struct limit at;
    struct integer least, periods, of;
    struct seconds period;
    struct text statistic;
    struct reference *notify;
};
extern const struct form alarm_form;

struct function_alarms { /* a function's own */
    const struct node *from;
    struct flag enabled;
    struct alarm errors, throttles, duration, concurrency, streamAge;
};
extern const struct form function_alarms_form;

/* Rows that several sections have. */
#define NOTIFY(owner)                                                                                        \
    FIELD(owner, notify), .refers = "topics", .elsewhere = true,                                             \
                          .about = "The topics that are told, by name or ARN"

#define OF_FUNCTIONS(owner)                                                                                  \
    { NESTED(owner, errors, alarm),                                                                          \
      .about = "Calls that fail: a percentage, or a number of them; 1% unless told." },                      \
        { NESTED(owner, throttles, alarm), .about = "Calls that are turned away; 1 unless told." },          \
        { NESTED(owner, duration, alarm), .about = "How long the longest call takes: a duration, or a "      \
                                                   "percentage of the timeout; off unless told." },          \
    {                                                                                                        \
        NESTED(owner, streamAge, alarm),                                                                     \
            .about = "How far functions are behind the streams they read; 15m unless told."                  \
    }
#endif
