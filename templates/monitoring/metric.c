#include "templates/monitoring/metric.h"
#include "service/intrinsic.h"
#include "templates/core/policy.h"
#include "templates/monitoring/alarm_set.h"
#include "templates/service.h"

static const struct field dimension_fields[] = {
    { KEYED("(name)", metric_dimension, name) },
    { FIELD(metric_dimension, value), .property = "Value", .about = "Value of the dimension." },
    { 0 },
};
static const struct form metric_dimension_form = { .what = "a value",
                                                   .named = "(name)",
                                                   .brief = "value",
                                                   .size = sizeof(struct metric_dimension),
                                                   .fields = dimension_fields };

static const struct field fields[] = {
    ITEM_FIELDS(metric),
    { FIELD(metric, namespace), .about = "Namespace of the metric.",
      .default_text = "the name of the service" },
    { FIELD(metric, name), .about = "Name of the metric in CloudWatch.", .default_text = "the key" },
    { FIELD(metric, statistic), .about = "Statistic: Sum, Average, Maximum, p95 and so on.",
      .default_value = "Sum" },
    { FIELD(metric, unit), .about = "Unit: Count, Seconds, Bytes and so on.",
      .default_text = "the unit that is reported" },
    { NAMED(metric, dimensions, metric_dimension), .about = "Dimensions that the metric is reported with." },
    { FIELD(metric, filter), .property = "FilterPattern",
      .about = "Count log lines that match: '{ $.event = \"quest_created\" }'.",
      .default_text = "none: the code reports the metric" },
    { FIELD(metric, log), .refers = "functions", .about = "Function whose log group the filter reads." },
    { NESTED(metric, alarm, alarm), .about = "Threshold of an alarm.", .default_text = "no alarm" },
    { 0 },
};
const struct form metric_form = { .what = "{namespace, statistic, alarm, …}, or its namespace",
                                  .named = "(key)",
                                  .brief = "namespace",
                                  .type = "AWS::Logs::MetricFilter",
                                  .size = sizeof(struct metric),
                                  .fields = fields };

const char *metric_namespace(struct template *template, const struct metric *metric)
{
    return metric->namespace.value ? metric->namespace.value : template->service->service.value;
}

static const char *metric_name(const struct metric *metric)
{
    return metric->name.value ? metric->name.value : metric->item.key.value;
}

const char *metric_statistic(const struct metric *metric)
{
    return metric->statistic.value ? metric->statistic.value : "Sum";
}

static void filter_write(struct template *template, const struct metric *metric)
{
    struct arena *arena = template->arena;
    const struct named *function = metric->log.target;
    if (!metric->filter.from) return;
    if (!function) {
        if (!metric->log.from)
            diag_add(template->diags, FINDING(missing_key), node_key_place(metric->item.from),
                     "log: FUNCTION", "'log' is missing");
        return;
    }
    const char *id = template_id(template, metric->item.key.value, &metric->item.was, "Filter");
    struct resource filter =
        template_add(template, id, "AWS::Logs::MetricFilter", node_key_place(metric->item.from));
    const struct item *item = function->item;
    node_add(filter.properties, "LogGroupName",
             intrinsic_ref(arena, template_id(template, item->key.value, &item->was, "Logs")));
    template_write(template, &metric_form, metric, filter.properties);
    struct node *made = node_add(node_add(filter.properties, "MetricTransformations", node_list(arena)), NULL,
                                 node_map(arena));
    node_add(made, "MetricNamespace", node_text(arena, metric_namespace(template, metric)));
    node_add(made, "MetricName", node_text(arena, metric_name(metric)));
    node_add(made, "MetricValue", node_text(arena, "1"));
    if (metric->unit.value)
        node_add(made, "Unit", node_text(arena, metric->unit.value))->place = node_place(metric->unit.from);
}

struct watched metric_watched(struct template *template, const struct metric *metric)
{
    struct watched watched = { .name = metric_name(metric),
                               .owner = template_id(template, metric->item.key.value, &metric->item.was, ""),
                               .place = node_key_place(metric->item.from) };
    int count = 0;
    for (const struct metric_dimension *d = metric->dimensions; d && d->from; d++) {
        if (count == DIMENSIONS) {
            diag_add(template->diags, FINDING(over_limit), node_key_place(d->from), NULL,
                     "a metric can have at most %d dimensions", DIMENSIONS);
            break;
        }
        if (d->value.from)
            watched.dimensions[count++] =
                (struct dimension){ d->name.value, node_copy(template->arena, d->value.from) };
    }
    return watched;
}

static void alarm_write(struct template *template, const struct metric *metric)
{
    const struct alarms *outer = &template->service->alarms;
    struct alarm alarm = metric->alarm;
    struct watched watched = metric_watched(template, metric);
    struct watch watch = { .suffix = "",
                           .what = watched.name,
                           .namespace = metric_namespace(template, metric),
                           .names = { watched.name },
                           .statistic = metric_statistic(metric) };
    if (!template->at.primary || !alarm.at.from || alarm.at.unit == LIMIT_OFF) return;
    if (!alarm.period.from) alarm.period = outer->period;
    if (!alarm.periods.from) alarm.periods = outer->periods;
    watched.name = ""; /* it is in the description already */
    struct alarm_set set = { template, &watch, &alarm, true, { &watched, 1 } };
    if (alarm_check(template, &watch, &alarm, "alarm")) alarm_set_write(&set);
}

void metric_write(struct template *template, const void *item)
{
    filter_write(template, item);
    alarm_write(template, item);
}

/* https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html */
static void metric_allow(struct template *template, struct node *statements, const void *item)
{
    struct arena *arena = template->arena;
    struct node *statement = policy_allow(statements, "cloudwatch:PutMetricData");
    node_add(statement, "Resource", node_text(arena, "*"));
    node_add(node_at(statement, "Condition.StringEquals"), "cloudwatch:namespace",
             node_text(arena, metric_namespace(template, item)));
}

static const struct verb verbs[] = { { "put", "cloudwatch:PutMetricData", "*" }, { 0 } };

const struct kind metric_kind = { .id = KIND_metric,
                                  .section = "metrics",
                                  .suffix = "Metric",
                                  .form = &metric_form,
                                  .grant = { .verbs = verbs, .allow = metric_allow } };
