#include "templates/containers/tasks.h"
#include "service/intrinsic.h"
#include "templates/containers/ask.h"
#include "templates/containers/backlog.h"
#include "templates/containers/scaling.h"

static const struct field fields[] = {
    { FIELD(tasks, count), .property = "*",
      .about = "Number of tasks: a number, or a range such as 0-10 for automatic scaling.",
      .default_text = "0-10 with a queue (1-10 with routes too), 0 if only started by schedules, workflows "
                      "or `access: run`, otherwise 1" },
    { FIELD(tasks, waiting),
      .about = "With a queue: waiting messages for which another task starts, every two minutes. The first "
               "task starts at any message.",
      .default_value = "10" },
    { FIELD(tasks, cpu), .about = "Average CPU utilization above which tasks are added.",
      .default_text = "70% for a range without a queue", .bounds = { 10, 90 } },
    { FIELD(tasks, memory), .about = "Average memory utilization above which tasks are added.",
      .default_text = "not used for scaling", .bounds = { 10, 90 } },
    { 0 },
};
const struct form tasks_form = { .what = "a number, a range such as 1-10, or {count, cpu, …}",
                                 .brief = "count",
                                 .size = sizeof(struct tasks),
                                 .fields = fields };

static const char *target_write(struct template *template, const struct bound_function *bound,
                                struct range range)
{
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, bound->id, "ScalableTarget");
    struct node *p = template_add(template, id, "AWS::ApplicationAutoScaling::ScalableTarget",
                                  node_key_place(bound->container->item.from))
                         .properties;
    node_add(p, "ServiceNamespace", node_text(arena, "ecs"));
    node_add(p, "ScalableDimension", node_text(arena, "ecs:service:DesiredCount"));
    node_add(p, "ResourceId",
             intrinsic_sub(arena, "service/${ContainersCluster}/${%sService.Name}", bound->id));
    node_add(p, "MinCapacity", node_number(arena, range.least));
    node_add(p, "MaxCapacity", node_number(arena, range.most));
    return id;
}

/* What waits for messages is not stopped amid its work: the queue says when it may end. */
static void tracking_write(struct template *template, const struct bound_function *bound, const char *target,
                           const char *name, const char *metric, long percent)
{
    struct node *tracking = scaling_policy(template, bound, target, name, "TargetTrackingScaling");
    node_add(tracking, "TargetValue", node_number(template->arena, percent));
    node_add(node_at(tracking, "PredefinedMetricSpecification"), "PredefinedMetricType",
             node_text(template->arena, metric));
    if (container_waits(bound->container))
        node_add(tracking, "DisableScaleIn", node_flag(template->arena, true));
}

static void check_fixed(struct template *template, const struct tasks *tasks)
{
    const struct node *useless = tasks->cpu.from      ? tasks->cpu.from
                                 : tasks->memory.from ? tasks->memory.from
                                                      : tasks->waiting.from;
    if (useless)
        diag_add(template->diags, FINDING(out_of_range), useless->place, "a range such as 1-10",
                 "a fixed number of tasks is not scaled");
}

void tasks_scale(struct template *template, const struct bound_function *bound, struct range range)
{
    const struct tasks *tasks = &bound->container->tasks;
    if (range.least == range.most) {
        check_fixed(template, tasks);
        return;
    }
    const char *target = target_write(template, bound, range);
    bool waits = container_waits(bound->container);
    if (tasks->cpu.from || (!waits && !tasks->memory.from))
        tracking_write(template, bound, target, "ScaleByCpu", "ECSServiceAverageCPUUtilization",
                       tasks->cpu.from ? tasks->cpu.value : 70);
    if (tasks->memory.from)
        tracking_write(template, bound, target, "ScaleByMemory", "ECSServiceAverageMemoryUtilization",
                       tasks->memory.value);
    if (waits) container_queue_scale(template, bound, target, range);
}
