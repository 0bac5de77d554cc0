#include "templates/monitoring/alarms.h"
#include "base/text.h"
#include "templates/containers/failures.h"
#include "templates/monitoring/alarm_set.h"
#include "templates/monitoring/alarm_watches.h"
#include "templates/service.h"
#include <string.h>

#define DEFAULT_OF(value) .default_value = value
static const struct field fields[] = {
    { NOTIFY(alarms), .default_text = "none" },
    { FIELD(alarms, regions),
      .about = "Regions with alarms: the primary region, or each region of the service.",
      .default_value = "primary", .values = "primary all" },
    { FIELD(alarms, recovered), .about = "Notify when an alarm returns to OK, too.",
      .default_value = "false" },
    { FIELD(alarms, each), .about = "One alarm for each function instead of one for several.",
      .default_value = "false" },
    { FIELD(alarms, period), .about = "Period of one data point.", .default_value = "5m" },
    { FIELD(alarms, periods), .about = "Number of periods in a row that must reach the threshold.",
      .default_value = "1" },
    { FIELD(alarms, least),
      .about = "For a percentage of calls: number of calls in a period below which there is no alarm.",
      .default_value = "10" },
    OF_FUNCTIONS(alarms, DEFAULT_OF),
    { NESTED(alarms, concurrency, alarm),
      .about = "Concurrent calls in the whole account, which has one quota (1000 by default).",
      .default_value = "off" },
    { .key = "5xx",
      .offset = offsetof(struct alarms, serverErrors),
      .form = &alarm_form,
      .about = "Server errors of the API or of CloudFront: a percentage, or a number.",
      .default_value = "1%" },
    { .key = "4xx",
      .offset = offsetof(struct alarms, clientErrors),
      .form = &alarm_form,
      .about = "Client errors of the API: a percentage, or a number.",
      .default_value = "off" },
    { NESTED(alarms, latency, alarm), .about = "Latency of the API (p95).", .default_value = "off" },
    { NESTED(alarms, tableThrottles, alarm), .about = "Throttled reads and writes of tables and indexes.",
      .default_value = "1" },
    { NESTED(alarms, failures, alarm), .about = "Workflows that fail or time out.", .default_value = "1" },
    { NESTED(alarms, messageAge, alarm), .about = "Age of the oldest message in a queue.",
      .default_value = "off" },
    { NESTED(alarms, containerMemory, alarm), .about = "Average memory utilization of containers.",
      .default_value = "90%" },
    { FIELD(alarms, containerFailures), .about = "Notify of failed container tasks, with the reason.",
      .default_value = "true" },
    { NESTED(alarms, deadLetters, alarm), .about = "Messages in a dead-letter queue.", .default_value = "1" },
    { 0 },
};
const struct form alarms_form = { .what = "{notify, errors, …}, or topics",
                                  .brief = "notify",
                                  .size = sizeof(struct alarms),
                                  .fields = fields };

/* Alarms that other kinds make with what they watch over. */
static void dead_letters_set(struct template *template, const struct alarm *alarm, struct node *resource)
{
    struct arena *arena = template->arena;
    struct node *properties = node_find(resource, "Properties");
    static const struct watch watch = { .names = { "ApproximateNumberOfMessagesVisible" } };
    if (!alarm_check(template, &watch, alarm, "deadLetters")) return;
    if (alarm->at.from && alarm->at.unit == LIMIT_NUMBER) {
        node_set(properties, "ComparisonOperator", node_text(arena, "GreaterThanOrEqualToThreshold"));
        node_set(properties, "Threshold", node_plain(arena, arena_text(arena, "%.10g", alarm->at.value)));
    }
    if (alarm->period.from) node_set(properties, "Period", node_number(arena, alarm->period.value));
    alarm_actions_write(template, properties, alarm->notify);
}

static void dead_letters_write(struct template *template, const struct alarm *alarm)
{
    for (struct node *n = template->resources->first, *next; n; n = next) {
        next = n->next;
        if (!text_ends(n->key, "DeadLetterAlarm")) continue;
        if (alarm->at.from && alarm->at.unit == LIMIT_OFF)
            node_remove(template->resources, n->key);
        else
            dead_letters_set(template, alarm, n);
    }
}

/* Also those that other kinds make. */
static void notify_all(struct template *template, const struct alarms *alarms)
{
    for (struct node *n = template->resources->first; n; n = n->next) {
        const char *type = node_word(n, "Type");
        struct node *properties = node_find(n, "Properties");
        if (type && !strcmp(type, "AWS::CloudWatch::Alarm") && !node_find(properties, "AlarmActions"))
            alarm_actions_write(template, properties, alarms->notify);
    }
}

static bool is_in_regions(struct template *template, const struct text *regions)
{
    bool all = regions->value && !strcmp(regions->value, "all");
    if (regions->value && !all && strcmp(regions->value, "primary"))
        diag_add(template->diags, FINDING(out_of_range), node_place(regions->from), "all or primary",
                 "regions must be all or primary");
    return all || template->at.primary;
}

void alarms_write(struct template *template)
{
    const struct alarms *alarms = &template->service->alarms;
    /* Where queues are, so are their dead letters. */
    if (alarms->from) dead_letters_write(template, &alarms->deadLetters);
    if (is_in_regions(template, &alarms->regions)) alarm_watches_write(template, alarms);
    notify_all(template, alarms);
    if (!alarms->containerFailures.from || alarms->containerFailures.value)
        container_failures_write(template, alarms->notify);
    if (alarms->from && (!alarms->notify || !alarms->notify->from))
        diag_add(template->diags, FINDING(alarms_silent), node_key_place(alarms->from), "notify: TOPIC",
                 "these alarms notify nobody");
}
