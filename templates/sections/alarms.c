#include "templates/sections/alarms.h"
#include "base/text.h"
#include "templates/containers/failures.h"
#include "templates/sections/alarm_set.h"
#include "templates/sections/alarm_watches.h"
#include "templates/service.h"
#include <string.h>

static const struct field fields[] = {
    { NOTIFY(alarms) "." },
    { FIELD(alarms, regions), .about = "all: in every region; in the primary unless told." },
    { FIELD(alarms, recovered), .about = "Tell them too when all is well again; off unless told." },
    { FIELD(alarms, each), .about = "One alarm a function instead of one for several; off unless told." },
    { FIELD(alarms, period), .about = "What an alarm looks at together; 5m unless told." },
    { FIELD(alarms, periods), .about = "How many periods in a row; 1 unless told." },
    { FIELD(alarms, least),
      .about = "Of a percentage of calls: how many calls there must be in a period; 10 unless told." },
    OF_FUNCTIONS(alarms),
    { NESTED(alarms, concurrency, alarm),
      .about =
          "Calls at a time in the whole account, which AWS limits together (1000, unless it raised that); "
          "off unless told." },
    { .key = "5xx",
      .offset = offsetof(struct alarms, serverErrors),
      .form = &alarm_form,
      .about = "What the API, or CloudFront, could not answer: a percentage, or a number; 1% unless told." },
    { .key = "4xx",
      .offset = offsetof(struct alarms, clientErrors),
      .form = &alarm_form,
      .about = "What the API would not answer: a percentage, or a number; off unless told." },
    { NESTED(alarms, latency, alarm), .about = "How long the API takes, at p95; off unless told." },
    { NESTED(alarms, tableThrottles, alarm),
      .about = "Reads and writes that tables and indexes turn away; 1 unless told." },
    { NESTED(alarms, failures, alarm), .about = "Workflows that fail or time out; 1 unless told." },
    { NESTED(alarms, messageAge, alarm),
      .about = "How long a queue's oldest message waits; off unless told." },
    { NESTED(alarms, containerMemory, alarm),
      .about = "How full the memory of containers is, on average; 90% unless told." },
    { FIELD(alarms, containerFailures),
      .about = "Tell of tasks of containers that fail, and why; on unless told." },
    { NESTED(alarms, deadLetters, alarm), .about = "Dead letters of a queue; 1 unless told." },
    { 0 },
};
const struct form alarms_form = { .what = "{notify, errors, …}, or the topics that are told",
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

static bool is_here(struct template *template, const struct text *regions)
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
    if (is_here(template, &alarms->regions)) alarm_watches_write(template, alarms);
    notify_all(template, alarms);
    if (!alarms->containerFailures.from || alarms->containerFailures.value)
        container_failures_write(template, alarms->notify);
    if (alarms->from && (!alarms->notify || !alarms->notify->from))
        diag_add(template->diags, FINDING(alarms_silent), node_key_place(alarms->from), "notify: TOPIC",
                 "these alarms tell nobody");
}
