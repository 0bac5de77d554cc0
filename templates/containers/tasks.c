#include "templates/containers/tasks.h"
#include "service/intrinsic.h"
#include "templates/containers/ask.h"
#include "templates/containers/backlog.h"
#include "templates/containers/scaling.h"

static const struct field fields[] = {
    { FIELD(tasks, count), .property = "*",
      .about = "How many run: a number, or a range such as 0-10. Unless told 0-10 where messages of a queue "
               "are waited for "
               "(1-10 with routes), none where it only is started by the clock, a workflow or access: run, "
               "else 1." },
    { FIELD(tasks, waiting), .about = "Of a queue: at so many messages that wait another task starts, each "
                                      "two minutes; at any when none is "
                                      "worked on. 10 unless told." },
    { FIELD(tasks, cpu),
      .about = "How busy processors may be before another task starts; 70% in a range without a "
               "queue unless told." },
    { FIELD(tasks, memory), .about = "How full memory may be before another task starts." },
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

static void check_percent(struct template *template, const char *key, const struct percent *percent)
{
    if (is_known(percent->from) && (percent->value < 10 || percent->value > 90))
        diag_add(template->diags, FINDING(out_of_range), node_place(percent->from), NULL,
                 "%s must be from 10%% to 90%%", key);
}

static void check_fixed(struct template *template, const struct tasks *tasks)
{
    const struct node *useless = tasks->cpu.from      ? tasks->cpu.from
                                 : tasks->memory.from ? tasks->memory.from
                                                      : tasks->waiting.from;
    if (useless)
        diag_add(template->diags, FINDING(out_of_range), useless->place, "a range such as 1-10",
                 "a fixed number of tasks does not change with use");
}

void tasks_scale(struct template *template, const struct bound_function *bound, struct range range)
{
    const struct tasks *tasks = &bound->container->tasks;
    if (range.least == range.most) {
        check_fixed(template, tasks);
        return;
    }
    check_percent(template, "cpu", &tasks->cpu);
    check_percent(template, "memory", &tasks->memory);
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
