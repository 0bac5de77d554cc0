#include "templates/containers/run.h"
#include "service/intrinsic.h"
#include "templates/containers/network.h"
#include "templates/core/policy.h"
#include "templates/service.h"

static const char *id_of(struct template *template, const struct container *container)
{
    return template_id(template, container->item.key.value, &container->item.was, "");
}

struct node *container_tasks_arn(struct template *template, const struct container *container)
{
    return intrinsic_sub(template->arena,
                         "arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:task/${%s}/*",
                         container_cluster(template, container));
}

/* Whoever starts a task hands it its roles. */
void container_run_allow(struct template *template, struct node *statements, const void *item)
{
    const struct container *container = item;
    struct arena *arena = template->arena;
    const char *id = id_of(template, container);
    const char *cluster = container_cluster(template, container);
    struct node *run = policy_allow(statements, "ecs:RunTask");
    node_add(run, "Resource", intrinsic_ref(arena, arena_join(arena, id, "Task")));
    node_add(node_at(run, "Condition.ArnEquals"), "ecs:cluster", intrinsic_attribute(arena, cluster, "Arn"));
    struct node *tag = policy_allow(statements, "ecs:TagResource");
    node_add(tag, "Resource", container_tasks_arn(template, container));
    node_add(node_at(tag, "Condition.StringEquals"), "ecs:CreateAction", node_text(arena, "RunTask"));
    struct node *pass = policy_allow(statements, "iam:PassRole");
    struct node *roles = node_add(pass, "Resource", node_list(arena));
    node_add(roles, NULL, intrinsic_attribute(arena, arena_join(arena, id, "ExecutionRole"), "Arn"));
    node_add(roles, NULL,
             container->role.from ? node_copy(arena, container->role.from)
                                  : intrinsic_attribute(arena, arena_join(arena, id, "Role"), "Arn"));
    node_add(node_at(pass, "Condition.StringEquals"), "iam:PassedToService",
             node_text(arena, "ecs-tasks.amazonaws.com"));
}

static void joined(struct node *variables, const char *name, const struct node *list)
{
    struct arena *arena = variables->arena;
    struct node *join = node_add(node_add(variables, name, node_map(arena)), "Fn::Join", node_list(arena));
    node_add(join, NULL, node_text(arena, "\",\""));
    node_add(join, NULL, node_copy(arena, list));
}

/* The parameters of RunTask, as JSON. */
struct node *container_run_value(struct template *template, const void *item)
{
    const struct container *container = item;
    struct arena *arena = template->arena;
    const struct node *network = container_network(template, container);
    const char *capacity =
        container->spot.value
            ? "\"capacityProviderStrategy\":[{\"capacityProvider\":\"FARGATE_SPOT\",\"weight\":1}]"
            : "\"launchType\":\"FARGATE\"";
    struct node *sub = node_map(arena), *parts = node_add(sub, "Fn::Sub", node_list(arena));
    node_add(parts, NULL,
             node_format(arena,
                         "{\"cluster\":\"${%s.Arn}\",\"propagateTags\":\"TASK_DEFINITION\","
                         "\"taskDefinition\":\"${%sTask}\",%s,"
                         "\"networkConfiguration\":{\"awsvpcConfiguration\":{\"assignPublicIp\":\"%s\","
                         "\"securityGroups\":[\"${groups}\"],\"subnets\":[\"${subnets}\"]}}}",
                         container_cluster(template, container), id_of(template, container), capacity,
                         node_word(network, "AssignPublicIp")));
    struct node *variables = node_add(parts, NULL, node_map(arena));
    joined(variables, "groups", node_find(network, "SecurityGroups"));
    joined(variables, "subnets", node_find(network, "Subnets"));
    return sub;
}
