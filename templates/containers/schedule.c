#include "templates/containers/schedule.h"
#include "service/intrinsic.h"
#include "templates/containers/ask.h"
#include "templates/containers/container.h"
#include "templates/containers/network.h"
#include "templates/containers/run.h"
#include "templates/containers/size.h"
#include "templates/core/policy.h"
#include "templates/events/events.h"
#include "templates/wiring/pattern.h"
#include "templates/wiring/rate.h"
#include "templates/wiring/rule.h"
#include "templates/wiring/where.h"

static const struct field fields[] = {
    { FIELD(container_schedule, rate), .required = true, .elsewhere = true,
      .about = "Schedule: rate(1 day), cron(0 8 ? * MON-FRI *), or at(2030-01-01T08:00:00) for one run." },
    { FIELD(container_schedule, timezone), .property = "ScheduleExpressionTimezone",
      .about = "Time zone, such as America/New_York.", .default_value = "UTC" },
    { FIELD(container_schedule, input),
      .about = "Input as JSON in the variable EVENT, or the event of a handler." },
    { FIELD(container_schedule, command), .property = "*",
      .about = "Command that replaces the container's command." },
    { FIELD(container_schedule, description), .property = "Description",
      .about = "Description of the schedule.", .default_text = "the description of the container" },
    { FIELD(container_schedule, enabled), .about = "Run the schedule. `false` keeps it but disables it.",
      .default_value = "true" },
    REGIONS_ROW(container_schedule),
    { 0 },
};
const struct form container_schedule_event_form = { .key = "schedule",
                                                    .what = "a rate such as rate(1 day)",
                                                    .brief = "rate",
                                                    .type = "AWS::Scheduler::Schedule",
                                                    .size = sizeof(struct container_schedule),
                                                    .fields = fields };

static const char *role_write(struct template *template, const struct bound_function *bound)
{
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, bound->id, "ScheduleRole");
    if (node_find(template->resources, id)) return id;
    struct node *p =
        template_add(template, id, "AWS::IAM::Role", node_key_place(bound->container->item.from)).properties;
    struct node *trust =
        node_add(p, "AssumeRolePolicyDocument", policy_trust(arena, "scheduler.amazonaws.com"));
    node_add(node_at(node_find(trust, "Statement")->first, "Condition.StringEquals"), "aws:SourceAccount",
             intrinsic_ref(arena, "AWS::AccountId"));
    struct node *statements = node_list(arena);
    container_run_allow(template, statements, bound->container);
    struct node *policy = node_add(node_add(p, "Policies", node_list(arena)), NULL, node_map(arena));
    node_add(policy, "PolicyName", node_text(arena, "schedule"));
    node_add(policy, "PolicyDocument", policy_document(arena, statements));
    return id;
}

static struct node *event_variable(struct template *template, const struct node *input)
{
    struct arena *arena = template->arena;
    struct node *variable = node_map(arena),
                *text = input ? pattern_text(arena, input) : node_text(arena, "{}");
    if (text->shape != SCALAR)
        diag_add(template->diags, FINDING(intrinsic_here), input->place,
                 "pass it in the environment of the container",
                 "input as text cannot contain intrinsic functions");
    node_add(variable, "name", node_text(arena, "EVENT"));
    node_add(variable, "value", text);
    return variable;
}

/* What this run is told beside all others.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html */
static void input_write(struct template *template, const struct container *container,
                        const struct container_schedule *schedule, struct node *target)
{
    struct arena *arena = template->arena;
    const struct text *command = schedule->command && schedule->command->from ? schedule->command : NULL;
    bool event = schedule->input.from || container->handler.from;
    if (command && container->handler.from)
        diag_add(template->diags, FINDING(container_code), node_place(command->from),
                 "remove it, or use an image", "a container with a handler cannot have a command");
    if (!command && !event) return;
    struct node *input = node_map(arena);
    struct node *one =
        node_add(node_add(input, "containerOverrides", node_list(arena)), NULL, node_map(arena));
    node_add(one, "name", node_text(arena, container->item.key.value));
    struct node *list = command ? node_add(one, "command", node_list(arena)) : NULL;
    for (; command && command->from; command++)
        node_add(list, NULL,
                 is_known(command->from) ? node_text(arena, command->value)
                                         : node_copy(arena, command->from));
    if (event)
        node_add(node_add(one, "environment", node_list(arena)), NULL,
                 event_variable(template, schedule->input.from));
    node_add(target, "Input", pattern_text(arena, input));
}

static void target_write(struct template *template, const struct bound_function *bound,
                         const struct container_schedule *schedule, struct node *properties)
{
    struct arena *arena = template->arena;
    const struct container *container = bound->container;
    struct node *target = node_add(properties, "Target", node_map(arena));
    node_add(target, "Arn", intrinsic_attribute(arena, container_cluster(template, container), "Arn"));
    node_add(target, "RoleArn", intrinsic_attribute(arena, role_write(template, bound), "Arn"));
    struct node *parameters = node_add(target, "EcsParameters", node_map(arena));
    node_add(parameters, "TaskDefinitionArn", intrinsic_ref(arena, arena_join(arena, bound->id, "Task")));
    container_capacity_write(template, container, parameters);
    struct range range =
        container_is_kept(template, container) ? (struct range){ 1, 1 } : tasks_range(template, container);
    if (range.least != range.most || range.least < 1 || range.least > 10)
        diag_add(template->diags, FINDING(out_of_range), node_place(container->tasks.from), NULL,
                 "tasks must be between 1 and 10 when a schedule starts them");
    else if (range.least > 1)
        node_add(parameters, "TaskCount", node_number(arena, range.least));
    node_add(parameters, "PropagateTags", node_text(arena, "TASK_DEFINITION"));
    node_add(node_add(parameters, "NetworkConfiguration", node_map(arena)), "AwsvpcConfiguration",
             container_network(template, container));
    input_write(template, container, schedule, target);
}

static void one_write(struct template *template, const struct bound_function *bound,
                      const struct container_schedule *schedule, const struct text *rate, bool several)
{
    struct arena *arena = template->arena;
    const char *why = is_known(rate->from) ? rate_at_wrong(rate->value) : NULL;
    if (why) {
        diag_add(template->diags, FINDING(bad_rate), node_place(rate->from), why, "invalid schedule '%s'",
                 rate->value);
        return;
    }
    const char *id = rule_id(template, arena_join(arena, bound->id, "Schedule"), schedule->from,
                             several ? rate->value : NULL);
    struct node *p =
        template_add(template, id, "AWS::Scheduler::Schedule", node_place(schedule->from)).properties;
    node_add(node_add(p, "FlexibleTimeWindow", node_map(arena)), "Mode", node_text(arena, "OFF"));
    node_add(p, "ScheduleExpression", node_copy(arena, rate->from))->place = node_place(rate->from);
    template_write(template, &container_schedule_event_form, schedule, p);
    const struct node *purpose = bound->container->description.from;
    if (!schedule->description.from && purpose)
        node_add(p, "Description", node_copy(template->arena, purpose))->place = purpose->place;
    if (schedule->enabled.from && !schedule->enabled.value)
        node_add(p, "State", node_text(arena, "DISABLED"));
    target_write(template, bound, schedule, p);
}

void container_schedule_write(struct template *template, const struct bound_function *bound,
                              const struct container_schedule *schedule)
{
    if (!schedule->rate || !event_is_in_region(template, &schedule->regions)) return;
    bool several = schedule->rate->from && schedule->rate[1].from;
    for (const struct text *rate = schedule->rate; rate->from; rate++)
        one_write(template, bound, schedule, rate, several);
}
