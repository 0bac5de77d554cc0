#include "templates/monitoring/alarm_set.h"
#include "base/buffer.h"
#include "templates/service.h"
#include <string.h>

enum { MOST_ACTIONS = 5 };

/* Standard topics of its own region hear an alarm; in a region that stands by, others are left out.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
static bool is_reachable(struct template *template, const struct reference *reference, const struct node *arn)
{
    const struct named *named = reference->target;
    const char *region = arn->shape == SCALAR ? arn_part(template->arena, arn->text, ARN_REGION) : NULL;
    bool far = region && template->at.region && strcmp(region, template->at.region) != 0;
    if (named_is_fifo(named))
        diag_add(template->diags, FINDING(topic_deaf), node_place(reference->from),
                 "use a topic that is not FIFO", "alarms cannot publish to the topic '%s', which is FIFO",
                 named->name);
    else if (far && template->at.primary)
        diag_add(template->diags, FINDING(topic_deaf), node_place(reference->from),
                 "use a topic of the service, which exists in every region",
                 "alarms in %s cannot publish to a topic in %s", template->at.region, region);
    return !far;
}

void alarm_actions_write(struct template *template, struct node *properties, const struct reference *notify)
{
    struct node *actions = node_list(template->arena);
    for (const struct reference *r = notify; r && r->from; r++) {
        struct node *arn = reference_arn(template, r);
        arn->place = node_place(r->from);
        if (is_reachable(template, r, arn)) node_add(actions, NULL, arn);
        if (actions->count == MOST_ACTIONS + 1)
            diag_add(template->diags, FINDING(over_limit), node_place(r->from), "subscribe them to one topic",
                     "an alarm can notify at most %d topics", MOST_ACTIONS);
    }
    if (!actions->count) return;
    node_add(properties, "AlarmActions", actions);
    if (template->service->alarms.recovered.value)
        node_add(properties, "OKActions", node_copy(template->arena, actions));
}

/* https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
enum { MOST_METRICS = 10, LONGEST_DESCRIPTION = 1024, DAY_SECONDS = 86400, WEEK_SECONDS = 7 * DAY_SECONDS };

enum { DEFAULT_PERIOD_SECONDS = 300, DEFAULT_LEAST = 10 };

bool alarm_check(struct template *template, const struct watch *watch, const struct alarm *alarm,
                 const char *key)
{
    const struct limit *at = &alarm->at;
    bool time = watch->per_second != 0, relative = watch->calls || watch->share || watch->itself;
    const char *takes = !relative ? time ? "a duration" : "a number"
                        : time    ? "a percentage or a duration"
                                  : "a percentage or a number";
    bool fits = at->unit == LIMIT_PERCENT ? relative : at->unit != LIMIT_SECONDS || time;
    if (!fits)
        diag_add(template->diags, FINDING(out_of_range), node_place(at->from), "or write off",
                 "%s must be %s", key, takes);
    long period = alarm->period.from ? alarm->period.value : DEFAULT_PERIOD_SECONDS;
    long periods = alarm->periods.from ? alarm->periods.value : 1;
    bool whole = period == 10 || period == 20 || period == 30 || (period >= 60 && period % 60 == 0);
    if (!whole)
        diag_add(template->diags, FINDING(out_of_range), node_place(alarm->period.from), NULL,
                 "period must be whole minutes");
    else if (periods < 1 || periods > (period < 3600 ? DAY_SECONDS : WEEK_SECONDS) / period)
        diag_add(template->diags, FINDING(out_of_range),
                 (alarm->periods.from ? alarm->periods.from : alarm->period.from)->place, NULL,
                 "the periods of an alarm can cover at most one day, or one week with periods of at least "
                 "one hour");
    if (alarm->of.from && (alarm->of.value < 1 || alarm->of.value > periods))
        diag_add(template->diags, FINDING(out_of_range), node_place(alarm->of.from), NULL,
                 "of must be between 1 and the number of periods (%ld)", periods);
    return fits && whole;
}

static long period_of(const struct alarm *alarm)
{
    return alarm->period.from ? alarm->period.value : DEFAULT_PERIOD_SECONDS;
}

static bool is_rate(const struct alarm_set *set)
{
    return set->watch->calls && set->alarm->at.unit == LIMIT_PERCENT;
}

static bool is_share(const struct alarm_set *set)
{
    return set->watch->share && set->alarm->at.unit == LIMIT_PERCENT;
}

static const char *statistic_of(const struct alarm_set *set)
{
    return set->alarm->statistic.value ? set->alarm->statistic.value : set->watch->statistic;
}

struct node *metric_dimensions(struct arena *arena, const struct dimension *dimensions)
{
    struct node *list = node_list(arena);
    for (int i = 0; i < DIMENSIONS && dimensions[i].name; i++) {
        struct node *dimension = node_add(list, NULL, node_map(arena));
        node_add(dimension, "Name", node_text(arena, dimensions[i].name));
        node_add(dimension, "Value", node_copy(arena, dimensions[i].value));
    }
    return list;
}

static void metric_add(struct node *metrics, const struct alarm_set *set, const struct watched *thing,
                       const char *name, const char *id, const char *statistic)
{
    struct arena *arena = metrics->arena;
    struct node *query = node_add(metrics, NULL, node_map(arena));
    node_add(query, "Id", node_text(arena, id));
    struct node *stat = node_add(query, "MetricStat", node_map(arena));
    struct node *metric = node_add(stat, "Metric", node_map(arena));
    node_add(metric, "Namespace", node_text(arena, set->watch->namespace));
    node_add(metric, "MetricName", node_text(arena, name));
    node_add(metric, "Dimensions", metric_dimensions(arena, thing->dimensions));
    node_add(stat, "Period", node_number(arena, period_of(set->alarm)));
    node_add(stat, "Stat", node_text(arena, statistic));
    node_add(query, "ReturnData", node_flag(arena, false));
}

static void expression_add(struct node *metrics, const char *id, const char *expression, bool result)
{
    struct arena *arena = metrics->arena;
    struct node *query = node_add(metrics, NULL, node_map(arena));
    node_add(query, "Id", node_text(arena, id));
    node_add(query, "Expression", node_text(arena, expression));
    node_add(query, "ReturnData", node_flag(arena, result));
}

/* The metrics of one thing, and what is compared with the limit. */
static const char *value_write(struct node *metrics, const struct alarm_set *set, const struct watched *thing,
                               int at)
{
    struct arena *arena = metrics->arena;
    const char *one = arena_text(arena, "m%d", at), *sum = one, *calls = arena_text(arena, "c%d", at);
    metric_add(metrics, set, thing, set->watch->names[0], one, statistic_of(set));
    if (set->watch->names[1]) {
        const char *two = arena_text(arena, "n%d", at);
        metric_add(metrics, set, thing, set->watch->names[1], two, statistic_of(set));
        sum = arena_text(arena, "SUM([%s, %s])", one, two);
    }
    if (is_rate(set)) {
        long least = set->alarm->least.from ? set->alarm->least.value : DEFAULT_LEAST;
        metric_add(metrics, set, thing, set->watch->calls, calls, "Sum");
        return arena_text(arena, "IF(%s >= %ld, 100 * %s / %s, 0)", calls, least, sum, calls);
    }
    return is_share(set) ? arena_text(arena, "100 * %s / %.10g", sum, thing->whole) : sum;
}

static void math_write(struct node *properties, const struct alarm_set *set, const struct watched *things,
                       int count)
{
    struct arena *arena = properties->arena;
    struct node *metrics = node_add(properties, "Metrics", node_list(arena));
    struct buffer *most = buffer_new(arena);
    const char *value = NULL;
    for (int i = 0; i < count; i++) {
        value = value_write(metrics, set, &things[i], i);
        const char *id = value;
        if (strchr(value, '(') || strchr(value, '*')) {
            id = arena_text(arena, "v%d", i);
            if (count > 1) expression_add(metrics, id, value, false);
        }
        buffer_print(most, "%s%s", i ? ", " : "MAX([", id);
    }
    buffer_text(most, "])");
    expression_add(metrics, "worst", count > 1 ? most->text : value, true);
}

static void plain_write(struct node *properties, const struct alarm_set *set, const struct watched *thing)
{
    struct arena *arena = properties->arena;
    const char *statistic = statistic_of(set);
    bool extended = strchr("pt", *statistic) || strchr(statistic, '(');
    node_add(properties, "Namespace", node_text(arena, set->watch->namespace));
    node_add(properties, "MetricName", node_text(arena, set->watch->names[0]));
    if (thing->dimensions[0].name)
        node_add(properties, "Dimensions", metric_dimensions(arena, thing->dimensions));
    node_add(properties, extended ? "ExtendedStatistic" : "Statistic", node_text(arena, statistic));
    node_add(properties, "Period", node_number(arena, period_of(set->alarm)));
}

static const char *description(const struct alarm_set *set, const struct watched *things, int count)
{
    struct buffer *text = buffer_new(set->template->arena);
    const struct limit *at = &set->alarm->at;
    const char *unit = is_rate(set) || set->watch->itself ? "%"
                       : is_share(set)                    ? "% of the timeout"
                       : set->watch->per_second != 0      ? "s"
                                                          : "";
    buffer_print(text, "%s: %.10g%s or more", set->watch->what, at->value, unit);
    for (int i = 0; i < count; i++) {
        if (!*things[i].name) continue;
        if (text->size + strlen(things[i].name) + 8 > LONGEST_DESCRIPTION) {
            buffer_text(text, " …");
            break;
        }
        buffer_print(text, "%s%s", i ? ", " : " in ", things[i].name);
    }
    return text->text;
}

static double threshold(const struct alarm_set *set, const struct watched *thing, bool plain)
{
    const struct limit *at = &set->alarm->at;
    if (is_share(set)) return plain ? at->value * thing->whole / 100 : at->value;
    return set->watch->per_second != 0 ? at->value * set->watch->per_second : at->value;
}

static void alarm_add(const struct alarm_set *set, const char *id, const struct watched *things, int count)
{
    struct template *template = set->template;
    struct arena *arena = template->arena;
    const struct alarm *alarm = set->alarm;
    bool plain = count == 1 && !set->watch->names[1] && !is_rate(set);
    struct resource resource = template_add(template, id, "AWS::CloudWatch::Alarm", things->place);
    struct node *p = resource.properties;
    node_add(p, "AlarmDescription", node_text(arena, description(set, things, count)));
    if (plain)
        plain_write(p, set, things);
    else
        math_write(p, set, things, count);
    node_add(p, "EvaluationPeriods", node_number(arena, alarm->periods.from ? alarm->periods.value : 1));
    if (alarm->of.from) node_add(p, "DatapointsToAlarm", node_number(arena, alarm->of.value));
    node_add(p, "ComparisonOperator", node_text(arena, "GreaterThanOrEqualToThreshold"));
    node_add(p, "Threshold", node_plain(arena, arena_text(arena, "%.10g", threshold(set, things, plain))));
    node_add(p, "TreatMissingData", node_text(arena, "notBreaching"));
    alarm_actions_write(template, p, alarm->notify);
}

void alarm_set_write(const struct alarm_set *set)
{
    struct arena *arena = set->template->arena;
    int metrics = 1 + (set->watch->names[1] != NULL) + is_rate(set);
    int most = set->each ? 1 : MOST_METRICS / metrics;
    for (int i = 0; i < set->things.count; i += most) {
        int count = set->things.count - i < most ? set->things.count - i : most;
        const char *id = arena_join(arena, set->watch->suffix, "Alarm");
        if (set->each)
            id = arena_join(arena, set->things.first[i].owner, id);
        else if (i)
            id = arena_text(arena, "%s%d", id, i / most + 1);
        alarm_add(set, id, &set->things.first[i], count);
    }
}
