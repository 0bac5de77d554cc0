/* Schedules: EventBridge rules, and Scheduler schedules where a time zone is given.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
#include "base/json.h"
#include "base/sha256.h"
#include "service/intrinsic.h"
#include "templates/event.h"
#include "templates/policy.h"
#include "templates/rate.h"

struct schedule {
    const struct node *from;
    struct text rate, timezone;
    struct any input;
    struct flag enabled;
};

static const struct field fields[] = {
    { FIELD(schedule, rate), .property = "ScheduleExpression", .required = true,
      .about = "rate(5 minutes), or cron(0 8 ? * MON-FRI *)." },
    { FIELD(schedule, input), .about = "What the function gets as its event." },
    { FIELD(schedule, timezone), .property = "ScheduleExpressionTimezone",
      .about = "Such as America/New_York; UTC unless told." },
    { FIELD(schedule, enabled), .about = "Off keeps it without calling." },
    { 0 },
};
const struct form schedule_event_form = { .key = "schedule",
                                          .what = "a rate such as rate(5 minutes)",
                                          .brief = "rate",
                                          .type = "AWS::Scheduler::Schedule",
                                          .size = sizeof(struct schedule),
                                          .fields = fields };

static bool check_rate(struct template *template, const struct text *rate)
{
    const char *why = is_known(rate->from) ? rate_wrong(rate->value) : NULL;
    if (why)
        diag_add(template->diags, FINDING_bad_rate, rate->from->place, why, "AWS refuses the schedule '%s'",
                 rate->value);
    return !why;
}

static struct node *input_text(struct template *template, const struct any *input)
{
    if (input->from->shape == SCALAR && input->from->quoted) return node_copy(template->arena, input->from);
    if (is_intrinsic(input->from)) return node_copy(template->arena, input->from);
    struct buffer *json = buffer_new(template->arena);
    json_print(json, input->from, JSON_COMPACT);
    return node_text(template->arena, json->text);
}

/* Schedules have no names of their own: what they say makes their ids. */
static const char *schedule_id(struct template *template, const struct bound_function *bound,
                               const struct schedule *schedule)
{
    struct buffer *said = buffer_new(template->arena);
    json_print(said, schedule->from, JSON_CANONICAL);
    return arena_text(template->arena, "%sSchedule%.8s", bound->id,
                      sha256_hex(template->arena, said->text, said->size));
}

static void rule_write(struct template *template, const struct bound_function *bound,
                       const struct schedule *schedule, const char *id)
{
    struct arena *arena = template->arena;
    struct resource rule = template_add(template, id, "AWS::Events::Rule", schedule->from->place);
    template_write(template, &schedule_event_form, schedule, rule.properties);
    if (schedule->enabled.from && !schedule->enabled.value)
        node_add(rule.properties, "State", node_text(arena, "DISABLED"));
    struct node *target =
        node_add(node_add(rule.properties, "Targets", node_list(arena)), NULL, node_map(arena));
    node_add(target, "Id", node_text(arena, "function"));
    node_add(target, "Arn", function_target(template, bound));
    if (schedule->input.from) node_add(target, "Input", input_text(template, &schedule->input));
    function_permit(template, bound, arena_join(arena, id, "Permission"), "events.amazonaws.com",
                    intrinsic_attribute(arena, id, "Arn"));
}

static void zoned_write(struct template *template, const struct bound_function *bound,
                        const struct schedule *schedule, const char *id)
{
    struct arena *arena = template->arena;
    const char *role_id = arena_join(arena, id, "Role");
    struct resource zoned = template_add(template, id, "AWS::Scheduler::Schedule", schedule->from->place);
    node_add(node_add(zoned.properties, "FlexibleTimeWindow", node_map(arena)), "Mode",
             node_text(arena, "OFF"));
    template_write(template, &schedule_event_form, schedule, zoned.properties);
    if (schedule->enabled.from && !schedule->enabled.value)
        node_add(zoned.properties, "State", node_text(arena, "DISABLED"));
    struct node *target = node_add(zoned.properties, "Target", node_map(arena));
    node_add(target, "Arn", function_target(template, bound));
    node_add(target, "RoleArn", intrinsic_attribute(arena, role_id, "Arn"));
    if (schedule->input.from) node_add(target, "Input", input_text(template, &schedule->input));

    struct resource role = template_add(template, role_id, "AWS::IAM::Role", schedule->from->place);
    struct node *trust =
        node_add(role.properties, "AssumeRolePolicyDocument", policy_trust(arena, "scheduler.amazonaws.com"));
    struct node *condition = node_at(node_find(trust, "Statement")->first, "Condition.StringEquals");
    node_add(condition, "aws:SourceAccount", intrinsic_ref(arena, "AWS::AccountId"));
    struct node *statements = node_list(arena);
    node_add(policy_allow(statements, "lambda:InvokeFunction"), "Resource", function_target(template, bound));
    struct node *policy =
        node_add(node_add(role.properties, "Policies", node_list(arena)), NULL, node_map(arena));
    node_add(policy, "PolicyName", node_text(arena, "schedule"));
    node_add(policy, "PolicyDocument", policy_document(arena, statements));
}

static void schedule_write(struct template *template, const struct bound_function *bound, const void *value)
{
    const struct schedule *schedule = value;
    if (!schedule->rate.from || !check_rate(template, &schedule->rate)) return;
    const char *id = schedule_id(template, bound, schedule);
    if (schedule->timezone.from)
        zoned_write(template, bound, schedule, id);
    else
        rule_write(template, bound, schedule, id);
}

const struct event schedule_event = { &schedule_event_form, schedule_write };
