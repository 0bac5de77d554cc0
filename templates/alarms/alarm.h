/* Settings of an alarm: its limit, its period, and the topics that it notifies. */
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
                          .about = "Topics that are notified, by name or ARN."

/* `HOLDS`: how the row says its default, from the value that a service has. */
#define OF_FUNCTIONS(owner, HOLDS)                                                                           \
    { NESTED(owner, errors, alarm), .about = "Failed calls: a percentage, or a number.", HOLDS("1%") },      \
        { NESTED(owner, throttles, alarm), .about = "Throttled calls.", HOLDS("1") },                        \
        { NESTED(owner, duration, alarm),                                                                    \
          .about = "Longest call: a duration, or a percentage of the timeout.", HOLDS("off") },              \
    {                                                                                                        \
        NESTED(owner, streamAge, alarm),                                                                     \
            .about = "Age of the oldest record that functions have not read from a stream.", HOLDS("15m")    \
    }
#endif
