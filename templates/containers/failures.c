/* Who hears of alarms hears of tasks that fail too: no metric counts them. What is told to end, by a
 * deployment or because there is less to do, does not fail.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html */
#include "templates/containers/failures.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/service.h"
#include "templates/wiring/receiver.h"

static struct node *words(struct arena *arena, const char *first, const char *second)
{
    struct node *list = node_list(arena);
    node_add(list, NULL, node_text(arena, first));
    if (second) node_add(list, NULL, node_text(arena, second));
    return list;
}

static struct node *pattern(struct arena *arena)
{
    struct node *pattern = node_map(arena);
    node_add(pattern, "source", words(arena, "aws.ecs", NULL));
    node_add(pattern, "detail-type", words(arena, "ECS Task State Change", NULL));
    struct node *detail = node_add(pattern, "detail", node_map(arena));
    node_add(node_add(detail, "clusterArn", node_list(arena)), NULL,
             intrinsic_attribute(arena, "ContainersCluster", "Arn"));
    node_add(detail, "lastStatus", words(arena, "STOPPED", NULL));
    struct node *either = node_add(detail, "$or", node_list(arena));
    struct node *absent = node_add(either, NULL, node_map(arena)),
                *ended = node_add(either, NULL, node_map(arena));
    node_add(absent, "stopCode", words(arena, "TaskFailedToStart", NULL));
    node_add(ended, "stopCode", words(arena, "EssentialContainerExited", NULL));
    struct node *codes =
        node_add(node_add(ended, "containers", node_map(arena)), "exitCode", node_list(arena));
    node_add(node_add(node_add(codes, NULL, node_map(arena)), "anything-but", node_list(arena)), NULL,
             node_number(arena, 0));
    return pattern;
}

static bool is_reachable(const struct template *template, const struct reference *reference,
                         const struct node *arn)
{
    const char *region = arn->shape == SCALAR ? arn_part(template->arena, arn->text, ARN_REGION) : NULL;
    const struct named *named = reference->target;
    bool fifo = named_is_fifo(named);
    return !fifo && (!region || !template->at.region || text_same(region, template->at.region));
}

static void target_add(struct template *template, const struct reference *reference, struct node *targets)
{
    struct arena *arena = template->arena;
    struct node *arn = reference_arn(template, reference);
    if (!reference_is_valid(reference) || !is_reachable(template, reference, arn))
        return; /* the alarms have said so */
    struct node *target = node_add(targets, NULL, node_map(arena));
    node_add(target, "Id", node_format(arena, "topic%d", targets->count));
    node_add(target, "Arn", arn);
    struct node *transformer = node_add(target, "InputTransformer", node_map(arena));
    struct node *paths = node_add(transformer, "InputPathsMap", node_map(arena));
    node_add(paths, "group", node_text(arena, "$.detail.group"));
    node_add(paths, "why", node_text(arena, "$.detail.stoppedReason"));
    node_add(paths, "code", node_text(arena, "$.detail.containers[0].exitCode"));
    node_add(paths, "task", node_text(arena, "$.detail.taskArn"));
    node_add(transformer, "InputTemplate",
             node_format(arena, "\"%s-%s: a task of <group> failed: <why> (exit code <code>), <task>\"",
                         template->service->service.value, template->stage));
    const struct named *topic = reference->target;
    if (!topic || !item_is_in_template(template, topic->item)) return;
    const struct receiver receiver = receiver_of(template, topic->item);
    receiver_permit(template, &receiver, NULL, "events.amazonaws.com",
                    intrinsic_attribute(arena, "ContainersFailedRule", "Arn"));
}

void container_failures_write(struct template *template, const struct reference *notify)
{
    struct arena *arena = template->arena;
    if (!node_find(template->resources, "ContainersCluster")) return;
    struct node *targets = node_list(arena);
    for (; notify && notify->from; notify++) target_add(template, notify, targets);
    if (!targets->count) return;
    struct node *p = template_add(template, "ContainersFailedRule", "AWS::Events::Rule",
                                  node_key_place(template->service->containers->item.from))
                         .properties;
    node_add(p, "Description", node_text(arena, "Failed container tasks"));
    node_add(p, "EventPattern", pattern(arena));
    node_add(p, "Targets", targets);
}
