#include "templates/containers/backlog.h"
#include "service/intrinsic.h"
#include "templates/containers/ask.h"
#include "templates/containers/queue.h"
#include "templates/containers/scaling.h"
#include "templates/queues/queue.h"

/* A task takes a minute or two to start. */
enum { DEFAULT_WAITING = 10, START_SECONDS = 120, IDLE_MINUTES = 5, MESSAGES_PER_TASK = 9, MOST_QUEUES = 4 };

static struct node *queue_name(struct template *template, const struct reference *queue)
{
    const struct named *target = queue->target;
    const struct item *item = target ? target->item : NULL;
    if (item && !item->arn.from)
        return intrinsic_attribute(template->arena, item_id(template, item), "QueueName");
    return arn_select(template->arena, reference_arn(template, queue), ARN_RESOURCE);
}

/* One measure of every queue that the container waits for; their sum as an expression. */
static const char *measure_add(struct template *template, const struct container *container, const char *id,
                               const char *name, struct node *metrics)
{
    struct arena *arena = template->arena;
    const char *sum = NULL;
    int count = 0;
    for (const struct chosen *e = container->events; e && e->from; e++) {
        const struct container_queue *event = e->value;
        if (e->form != &container_queue_event_form || !event || !reference_is_valid(&event->name)) continue;
        const char *one = count++ ? arena_text(arena, "%s%d", id, count) : id;
        sum = sum ? arena_join(arena, sum, arena_join(arena, " + ", one)) : one;
        struct node *metric = node_add(metrics, NULL, node_map(arena));
        node_add(metric, "Id", node_text(arena, one));
        struct node *statistic = node_add(metric, "MetricStat", node_map(arena));
        struct node *measured = node_add(statistic, "Metric", node_map(arena));
        node_add(measured, "Namespace", node_text(arena, "AWS/SQS"));
        node_add(measured, "MetricName", node_text(arena, name));
        struct node *dimension =
            node_add(node_add(measured, "Dimensions", node_list(arena)), NULL, node_map(arena));
        node_add(dimension, "Name", node_text(arena, "QueueName"));
        node_add(dimension, "Value", queue_name(template, &event->name));
        node_add(statistic, "Period", node_number(arena, 60));
        node_add(statistic, "Stat", node_text(arena, "Maximum"));
        node_add(metric, "ReturnData", node_flag(arena, false));
    }
    return !sum ? "0" : count > 1 ? arena_join(arena, "(", arena_join(arena, sum, ")")) : sum;
}

static struct node *alarm_write(struct template *template, const struct bound_function *bound,
                                const char *name, const char *description, const char *policy)
{
    struct arena *arena = template->arena;
    struct node *p = template_add(template, arena_join(arena, bound->id, name), "AWS::CloudWatch::Alarm",
                                  node_key_place(bound->container->item.from))
                         .properties;
    node_add(p, "AlarmDescription",
             node_format(arena, "%s: %s", bound->container->item.key.value, description));
    node_add(node_add(p, "AlarmActions", node_list(arena)), NULL,
             intrinsic_ref(arena, arena_join(arena, bound->id, policy)));
    return p;
}

static void expression_add(struct node *metrics, const char *id, const char *expression)
{
    struct arena *arena = metrics->arena;
    struct node *query = node_add(metrics, NULL, node_map(arena));
    node_add(query, "Id", node_text(arena, id));
    node_add(query, "Expression", node_text(arena, expression));
    node_add(query, "ReturnData", node_flag(arena, true));
}

static void threshold_add(struct node *alarm, const char *comparison, long threshold, long periods,
                          const char *missing)
{
    struct arena *arena = alarm->arena;
    node_add(alarm, "ComparisonOperator", node_text(arena, comparison));
    node_add(alarm, "Threshold", node_number(arena, threshold));
    node_add(alarm, "EvaluationPeriods", node_number(arena, periods));
    node_add(alarm, "TreatMissingData", node_text(arena, missing));
}

static void step_add(struct node *steps, long from, long to, long change)
{
    struct node *step = node_add(steps, NULL, node_map(steps->arena));
    if (from >= 0) node_add(step, "MetricIntervalLowerBound", node_number(steps->arena, from));
    if (to >= 0) node_add(step, "MetricIntervalUpperBound", node_number(steps->arena, to));
    node_add(step, "ScalingAdjustment", node_number(steps->arena, change));
}

static void out_write(struct template *template, const struct bound_function *bound, const char *target,
                      struct range range)
{
    struct arena *arena = template->arena;
    const struct container *container = bound->container;
    const struct integer *written = &container->tasks.waiting;
    long most = is_known(written->from) ? written->value : DEFAULT_WAITING,
         half = (range.most - range.least + 1) / 2;
    if (most < 1) {
        diag_add(template->diags, FINDING(out_of_range), node_place(written->from), NULL,
                 "waiting must be at least 1");
        return;
    }
    struct node *steps =
        scaling_steps(template, bound, target, "ScaleOut", "ChangeInCapacity", START_SECONDS);
    step_add(steps, 0, half > 1 ? MESSAGES_PER_TASK * most : -1, 1);
    if (half > 1) step_add(steps, MESSAGES_PER_TASK * most, -1, half);
    struct node *alarm =
        alarm_write(template, bound, "WaitingAlarm", "messages wait for another task", "ScaleOut");
    struct node *metrics = node_list(arena);
    const char *waiting =
        measure_add(template, container, "waiting", "ApproximateNumberOfMessagesVisible", metrics);
    const char *worked =
        measure_add(template, container, "working", "ApproximateNumberOfMessagesNotVisible", metrics);
    /* Where nobody works, one message is enough. */
    expression_add(metrics, "backlog",
                   arena_text(arena, "IF(%s > 0 AND %s < 1 AND %s < %ld, %ld, %s)", waiting, worked, waiting,
                              most, most, waiting));
    node_add(alarm, "Metrics", metrics);
    threshold_add(alarm, "GreaterThanOrEqualToThreshold", most, 1, "notBreaching");
}

static void in_write(struct template *template, const struct bound_function *bound, const char *target,
                     struct range range)
{
    struct arena *arena = template->arena;
    struct node *steps = scaling_steps(template, bound, target, "ScaleIn", "ExactCapacity", 0);
    step_add(steps, -1, 0, range.least);
    struct node *alarm = alarm_write(template, bound, "IdleAlarm", "all messages are done", "ScaleIn");
    struct node *metrics = node_list(arena);
    const char *waiting =
        measure_add(template, bound->container, "waiting", "ApproximateNumberOfMessagesVisible", metrics);
    const char *worked =
        measure_add(template, bound->container, "working", "ApproximateNumberOfMessagesNotVisible", metrics);
    expression_add(metrics, "all", arena_join(arena, waiting, arena_join(arena, " + ", worked)));
    node_add(alarm, "Metrics", metrics);
    /* SQS measures nothing in a queue that nobody has used for hours. */
    threshold_add(alarm, "LessThanOrEqualToThreshold", 0, IDLE_MINUTES, "breaching");
}

void container_queue_scale(struct template *template, const struct bound_function *bound, const char *target,
                           struct range range)
{
    int queues = 0;
    for (const struct chosen *e = bound->container->events; e && e->from; e++)
        if (e->form == &container_queue_event_form && ++queues > MOST_QUEUES)
            diag_add(template->diags, FINDING(over_limit), node_place(e->from),
                     "set tasks: 1, or use another container", "tasks can be scaled by at most %d queues",
                     MOST_QUEUES);
    out_write(template, bound, target, range);
    in_write(template, bound, target, range);
}
