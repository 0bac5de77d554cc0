#include "templates/functions/concurrency.h"
#include "service/intrinsic.h"
#include "templates/functions/function.h"
#include "templates/wiring/call.h"
#include "templates/wiring/rate.h"

static const struct field step_fields[] = {
    { FIELD(concurrency_step, at), .required = true, .about = "Time: cron(…), rate(…) or at(…)." },
    { FIELD(concurrency_step, base), .about = "Provisioned instances from then on.",
      .default_text = "the `base` of the function" },
    { FIELD(concurrency_step, max), .about = "Maximum from then on.",
      .default_text = "the `max` of the function" },
    { 0 },
};
static const struct form concurrency_step_form = { .what = "a step of the schedule",
                                                   .size = sizeof(struct concurrency_step),
                                                   .fields = step_fields };

static const struct field fields[] = {
    { FIELD(concurrency, base), .property = "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions",
      .required = true, .about = "Instances that are always provisioned." },
    { FIELD(concurrency, max), .about = "Largest number of instances for automatic scaling by utilization.",
      .default_text = "no scaling" },
    { FIELD(concurrency, target), .about = "Utilization above which instances are added.",
      .default_value = "70%", .bounds = { 10, 90 } },
    { FIELD(concurrency, timezone), .about = "Time zone of `schedule`, such as America/New_York.",
      .default_value = "UTC" },
    { NESTED(concurrency, schedule, concurrency_step), .about = "Scheduled changes of `base` and `max`." },
    { 0 },
};
const struct form concurrency_form = { .what = "a number, or {base, max, schedule}",
                                       .brief = "base",
                                       .type = "AWS::Lambda::Alias",
                                       .size = sizeof(struct concurrency),
                                       .fields = fields };

static long largest(const struct concurrency *concurrency)
{
    long most = concurrency->max.from ? concurrency->max.value : concurrency->base.value;
    for (const struct concurrency_step *s = concurrency->schedule; s && s->from; s++)
        if (s->base.value > most) most = s->base.value;
    return most;
}

static void check_step(struct template *template, const struct concurrency_step *step,
                       const struct integer *fallback)
{
    const char *why = step->at.value ? rate_at_wrong(step->at.value) : NULL;
    if (why)
        diag_add(template->diags, FINDING(bad_rate), node_place(step->at.from), why, "invalid schedule '%s'",
                 step->at.value);
    const struct integer *base = step->base.from ? &step->base : fallback, *max = &step->max;
    if (is_known(max->from) && is_known(base->from) && max->value < base->value)
        diag_add(template->diags, FINDING(out_of_range), node_place(max->from), NULL,
                 "max must be at least base, which is %ld", base->value);
}

static struct node *steps(struct template *template, const struct concurrency *concurrency)
{
    struct arena *arena = template->arena;
    struct node *list = node_list(arena);
    for (const struct concurrency_step *s = concurrency->schedule; s && s->from; s++) {
        check_step(template, s, &concurrency->base);
        struct node *action = node_add(list, NULL, node_map(arena));
        node_add(action, "ScheduledActionName", node_format(arena, "step%d", list->count));
        node_add(action, "Schedule", node_text(arena, s->at.value ? s->at.value : ""))->place =
            node_place(s->from);
        if (concurrency->timezone.value)
            node_add(action, "Timezone", node_text(arena, concurrency->timezone.value));
        struct node *capacity = node_add(action, "ScalableTargetAction", node_map(arena));
        long base = s->base.from ? s->base.value : concurrency->base.value;
        long most = s->max.from ? s->max.value : concurrency->max.from ? concurrency->max.value : base;
        node_add(capacity, "MinCapacity", node_number(arena, base));
        node_add(capacity, "MaxCapacity", node_number(arena, most > base ? most : base));
    }
    return list;
}

static struct node *base_node(struct arena *arena, const struct concurrency *concurrency)
{
    const struct integer *base = &concurrency->base;
    return is_known(base->from) ? node_number(arena, base->value) : node_copy(arena, base->from);
}

static void scaling_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const struct concurrency *concurrency = &bound->function->provisionedConcurrency;
    const char *id = arena_join(arena, bound->id, "ScalableTarget");
    struct place place = node_place(concurrency->from);
    struct resource target = template_add(template, id, "AWS::ApplicationAutoScaling::ScalableTarget", place);
    struct node *p = target.properties;
    node_add(p, "ServiceNamespace", node_text(arena, "lambda"));
    node_add(p, "ScalableDimension", node_text(arena, "lambda:function:ProvisionedConcurrency"));
    /* By way of the alias, so that it is there first. */
    node_add(p, "ResourceId",
             intrinsic_sub(arena, "function:${%sFunction}:%s", bound->id, function_alias(bound->function)));
    node_add(target.node, "DependsOn", node_text(arena, arena_join(arena, bound->id, "Alias")));
    node_add(p, "MinCapacity", base_node(arena, concurrency));
    node_add(p, "MaxCapacity", node_number(arena, largest(concurrency)));
    if (concurrency->schedule) node_add(p, "ScheduledActions", steps(template, concurrency));
    if (!concurrency->max.from) return;
    struct resource policy = template_add(template, arena_join(arena, bound->id, "ScalingPolicy"),
                                          "AWS::ApplicationAutoScaling::ScalingPolicy", place);
    node_add(policy.properties, "PolicyName", node_text(arena, "use"));
    node_add(policy.properties, "PolicyType", node_text(arena, "TargetTrackingScaling"));
    node_add(policy.properties, "ScalingTargetId", intrinsic_ref(arena, id));
    struct node *tracking =
        node_add(policy.properties, "TargetTrackingScalingPolicyConfiguration", node_map(arena));
    long percent = concurrency->target.from ? concurrency->target.value : 70;
    node_add(tracking, "TargetValue", node_plain(arena, arena_text(arena, "%.2g", (double)percent / 100)));
    node_add(node_at(tracking, "PredefinedMetricSpecification"), "PredefinedMetricType",
             node_text(arena, "LambdaProvisionedConcurrencyUtilization"));
}

static void check_range(struct template *template, const struct concurrency *concurrency)
{
    const struct integer *base = &concurrency->base, *max = &concurrency->max;
    if (is_known(max->from) && is_known(base->from) && max->value < base->value)
        diag_add(template->diags, FINDING(out_of_range), node_place(max->from), NULL,
                 "max must be at least base, which is %ld", base->value);
    if (!is_known(base->from) && concurrency->schedule)
        diag_add(template->diags, FINDING(intrinsic_here), node_place(base->from), "write the value itself",
                 "base must be written out with a schedule, because cfgen reads it before deployment");
}

/* What is provisioned is a part of what is reserved. */
static void check_reserved(struct template *template, const struct function *function)
{
    const struct integer *reserved = &function->reservedConcurrency;
    const struct concurrency *concurrency = &function->provisionedConcurrency;
    if (is_known(reserved->from) && largest(concurrency) > reserved->value)
        diag_add(template->diags, FINDING(out_of_range), node_place(concurrency->from),
                 "increase reservedConcurrency, or remove it",
                 "%ld provisioned instances are more than the reserved concurrency of %ld",
                 largest(concurrency), reserved->value);
}

void concurrency_write(struct template *template, const struct bound_function *bound, struct node *alias)
{
    const struct concurrency *concurrency = &bound->function->provisionedConcurrency;
    template_write(template, &concurrency_form, concurrency, alias);
    if (!concurrency->base.from) return; /* that has been said */
    check_range(template, concurrency);
    check_reserved(template, bound->function);
    bool scales = concurrency->max.from || (concurrency->schedule && concurrency->schedule->from);
    if (scales) scaling_write(template, bound);
}
