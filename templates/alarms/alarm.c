#include "templates/alarms/alarm.h"

static const struct field alarm_fields[] = {
    { NESTED(alarm, at, limit), .about = "The limit: from here on there is an alarm." },
    { FIELD(alarm, least),
      .about = "Of a percentage of calls: how many calls there must be in a period; 10 unless told." },
    { FIELD(alarm, period), .about = "What is looked at together; 5m unless told." },
    { FIELD(alarm, periods), .about = "How many periods are looked at; 1 unless told." },
    { FIELD(alarm, of), .about = "How many of these must reach the limit; all unless told." },
    { FIELD(alarm, statistic), .about = "Of a duration: Maximum, Average, p95 …" },
    { NOTIFY(alarm) ", instead of those of all alarms." },
    { 0 },
};
const struct form alarm_form = { .what = "a limit such as 1%, or {at, period, …}, or off",
                                 .brief = "at",
                                 .size = sizeof(struct alarm),
                                 .fields = alarm_fields };

static const struct field function_fields[] = {
    OF_FUNCTIONS(function_alarms),
    { NESTED(function_alarms, concurrency, alarm), .about = "Calls at a time; off unless told." },
    { FIELD(function_alarms, enabled), .about = "Off: no alarm watches this function." },
    { 0 },
};
const struct form function_alarms_form = { .what = "{errors: 5%, duration: 2s, …}, or off",
                                           .brief = "enabled",
                                           .size = sizeof(struct function_alarms),
                                           .fields = function_fields };
