#include "templates/containers/scaling.h"
#include "service/intrinsic.h"

struct node *scaling_policy(struct template *template, const struct bound_function *bound, const char *target,
                            const char *name, const char *type)
{
    struct arena *arena = template->arena;
    struct node *p = template_add(template, arena_join(arena, bound->id, name),
                                  "AWS::ApplicationAutoScaling::ScalingPolicy",
                                  node_key_place(bound->container->item.from))
                         .properties;
    node_add(p, "PolicyName", node_text(arena, name));
    node_add(p, "PolicyType", node_text(arena, type));
    node_add(p, "ScalingTargetId", intrinsic_ref(arena, target));
    return node_add(p, arena_join(arena, type, "PolicyConfiguration"), node_map(arena));
}

struct node *scaling_steps(struct template *template, const struct bound_function *bound, const char *target,
                           const char *name, const char *how, long cooldown_seconds)
{
    struct arena *arena = template->arena;
    struct node *stepping = scaling_policy(template, bound, target, name, "StepScaling");
    node_add(stepping, "AdjustmentType", node_text(arena, how));
    if (cooldown_seconds) node_add(stepping, "Cooldown", node_number(arena, cooldown_seconds));
    node_add(stepping, "MetricAggregationType", node_text(arena, "Maximum"));
    return node_add(stepping, "StepAdjustments", node_list(arena));
}
