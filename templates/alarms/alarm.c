#include "templates/alarms/alarm.h"

static const struct field alarm_fields[] = {
    { NESTED(alarm, at, limit), .about = "Threshold." },
    { FIELD(alarm, least),
      .about = "For a percentage of calls: number of calls in a period below which there is no alarm.",
      .default_value = "10" },
    { FIELD(alarm, period), .about = "Period of one data point.", .default_value = "5m" },
    { FIELD(alarm, periods), .about = "Number of periods that are evaluated.", .default_value = "1" },
    { FIELD(alarm, of), .about = "Number of these periods that must reach the threshold.",
      .default_text = "all of them" },
    { FIELD(alarm, statistic), .about = "For a duration: Maximum, Average, p95 and so on." },
    { NOTIFY(alarm), .default_text = "the topics of all alarms" },
    { 0 },
};
const struct form alarm_form = { .what = "a limit such as 1%, or {at, period, …}, or off",
                                 .brief = "at",
                                 .size = sizeof(struct alarm),
                                 .fields = alarm_fields };

#define OF_SERVICE(value) .default_text = "as in `alarms` of the service"
static const struct field function_fields[] = {
    OF_FUNCTIONS(function_alarms, OF_SERVICE),
    { NESTED(function_alarms, concurrency, alarm), .about = "Concurrent calls.", .default_value = "off" },
    { FIELD(function_alarms, enabled), .about = "Alarms for this function.", .default_value = "true" },
    { 0 },
};
const struct form function_alarms_form = { .what = "{errors: 5%, duration: 2s, …}, or off",
                                           .brief = "enabled",
                                           .size = sizeof(struct function_alarms),
                                           .fields = function_fields };
