#include "templates/containers/container.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/containers/network.h"
#include "templates/containers/run.h"
#include "templates/containers/size.h"
#include "templates/core/policy.h"
#include "templates/workflows/container.h"
#include "templates/workflows/expression.h"
#include "templates/workflows/machine.h"
#include <string.h>

/* A value in which some texts are {% expressions %}, as one expression of JSONata. */
static void literal_print(struct machine *machine, const struct node *value, struct buffer *out)
{
    if (is_intrinsic(value)) {
        diag_add(machine->template->diags, FINDING(intrinsic_here), value->place,
                 "pass it in the environment of the container",
                 "the input of a container cannot contain intrinsic functions");
        return;
    }
    if (value->shape == SCALAR) {
        size_t size = strlen(value->text);
        if (text_starts(value->text, "{%"))
            buffer_print(out, "(%.*s)", (int)size - 4, value->text + 2);
        else
            json_print(out, value, JSON_COMPACT);
        return;
    }
    buffer_byte(out, value->shape == MAP ? '{' : '[');
    for (const struct node *n = value->first; n; n = n->next) {
        if (n != value->first) buffer_text(out, ", ");
        if (value->shape == MAP) {
            json_print(out, node_text(machine->template->arena, n->key), JSON_COMPACT);
            buffer_text(out, ": ");
        }
        literal_print(machine, n, out);
    }
    buffer_byte(out, value->shape == MAP ? '}' : ']');
}

static const char *event(struct machine *machine, const struct step *step)
{
    struct arena *arena = machine->template->arena;
    if (!step->input.from) return "{% $string($states.input) %}";
    struct buffer *out = buffer_new(arena);
    buffer_text(out, "{% $string(");
    literal_print(machine, expressions(arena, step->input.from), out);
    buffer_text(out, ") %}");
    return out->text;
}

static void allow(struct machine *machine, const struct container *container)
{
    struct template *template = machine->template;
    struct arena *arena = template->arena;
    struct node *statements = machine->rights->statements;
    if (node_find(machine->ran, container->item.key.value)) return;
    node_add(machine->ran, container->item.key.value, node_flag(arena, true));
    container_run_allow(template, statements, container);
    node_add(policy_allow(statements, "ecs:StopTask ecs:DescribeTasks"), "Resource",
             container_tasks_arn(template, container));
    /* Step Functions learns of the task's end by a rule of its own. */
    node_add(policy_allow(statements, "events:PutTargets events:PutRule events:DescribeRule"), "Resource",
             intrinsic_sub_text(arena, "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/"
                                       "StepFunctionsGetEventsForECSTaskRule"));
}

void run_container(struct machine *machine, const struct container *container, const struct step *step,
                   struct node *state)
{
    struct template *template = machine->template;
    struct arena *arena = template->arena;
    if (workflow_is_express(machine->workflow))
        diag_add(template->diags, FINDING(out_of_range), node_place(step->from), "type: standard",
                 "express workflows cannot wait for containers");
    node_add(state, "Resource", intrinsic_sub_text(arena, "arn:${AWS::Partition}:states:::ecs:runTask.sync"));
    struct node *arguments = node_add(state, "Arguments", node_map(arena));
    node_add(arguments, "Cluster", intrinsic_attribute(arena, container_cluster(template, container), "Arn"));
    node_add(arguments, "TaskDefinition", item_arn(template, &container->item));
    container_capacity_write(template, container, arguments);
    node_add(arguments, "PropagateTags", node_text(arena, "TASK_DEFINITION"));
    node_add(node_add(arguments, "NetworkConfiguration", node_map(arena)), "AwsvpcConfiguration",
             container_network(template, container));
    struct node *overrides = node_at(arguments, "Overrides");
    struct node *one =
        node_add(node_add(overrides, "ContainerOverrides", node_list(arena)), NULL, node_map(arena));
    node_add(one, "Name", node_text(arena, container->item.key.value));
    struct node *variable = node_add(node_add(one, "Environment", node_list(arena)), NULL, node_map(arena));
    node_add(variable, "Name", node_text(arena, "EVENT"));
    node_add(variable, "Value", node_text(arena, event(machine, step)));
    result_write(machine, step, "$states.input", state);
    allow(machine, container);
}
