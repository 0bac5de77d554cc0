#include "templates/sections/alarms.h"
#include "base/text.h"
#include "templates/containers/failures.h"
#include "templates/kinds/topic.h"
#include "templates/sections/alarm_set.h"
#include "templates/sections/alarm_watches.h"
#include "templates/service.h"
#include <string.h>

#define NOTIFY(owner)                                                                                        \
    FIELD(owner, notify), .refers = "topics", .elsewhere = true,                                             \
                          .about = "The topics that are told, by name or ARN"

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

enum { MOST_ACTIONS = 5 };

/* Standard topics of its own region hear an alarm; in a region that stands by, others are left out.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
static bool hears(struct template *template, const struct reference *reference, const struct node *arn)
{
    const struct named *named = reference->target;
    const char *region = arn->shape == SCALAR ? arn_part(template->arena, arn->text, ARN_REGION) : NULL;
    bool far = region && template->at.region && strcmp(region, template->at.region) != 0;
    if (named && named->kind == &topic_kind && fifo_is_on(&((const struct topic *)named->item)->fifo))
        diag_add(template->diags, FINDING(topic_deaf), node_place(reference->from),
                 "name one that is not FIFO", "alarms cannot publish to the topic '%s', which is FIFO",
                 named->name);
    else if (far && template->at.primary)
        diag_add(template->diags, FINDING(topic_deaf), node_place(reference->from),
                 "name a topic of the service, which every region has",
                 "alarms in %s cannot publish to a topic in %s", template->at.region, region);
    return !far;
}

void alarm_actions_write(struct template *template, struct node *properties, const struct reference *notify)
{
    struct node *actions = node_list(template->arena);
    for (const struct reference *r = notify; r && r->from; r++) {
        struct node *arn = reference_arn(template, r);
        arn->place = node_place(r->from);
        if (hears(template, r, arn)) node_add(actions, NULL, arn);
        if (actions->count == MOST_ACTIONS + 1)
            diag_add(template->diags, FINDING(over_limit), node_place(r->from),
                     "let them subscribe to one topic", "an alarm tells %d topics at most", MOST_ACTIONS);
    }
    if (!actions->count) return;
    node_add(properties, "AlarmActions", actions);
    if (template->service->alarms.recovered.value)
        node_add(properties, "OKActions", node_copy(template->arena, actions));
}

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
