/* Schedules: EventBridge rules, and Scheduler schedules where a time zone is given.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/event.h"
#include "templates/pattern.h"
#include "templates/policy.h"
#include "templates/rate.h"
#include "templates/rule.h"
#include "templates/wiring/call.h"
#include "templates/wiring/where.h"

struct schedule {
    const struct node *from;
    struct text *rate, timezone, description, name, regions;
    struct flag enabled;
    struct delivery delivery;
};

static const struct field fields[] = {
    { FIELD(schedule, rate), .required = true, .elsewhere = true,
      .about = "rate(5 minutes), cron(0 8 ? * MON-FRI *), or at(2030-01-01T08:00:00) for once." },
    { FIELD(schedule, timezone), .property = "ScheduleExpressionTimezone",
      .about = "Such as America/New_York; UTC unless told." },
    { FIELD(schedule, description), .property = "Description", .about = "What it is for." },
    { FIELD(schedule, name), .property = "Name",
      .about = "Its physical name; CloudFormation's own unless told." },
    { FIELD(schedule, enabled), .about = "Off keeps it without calling." },
    DELIVERY_ROWS(schedule, delivery),
    REGIONS_ROW(schedule),
    { 0 },
};
const struct form schedule_event_form = { .key = "schedule",
                                          .what = "a rate such as rate(5 minutes)",
                                          .brief = "rate",
                                          .type = "AWS::Scheduler::Schedule",
                                          .size = sizeof(struct schedule),
                                          .fields = fields };

static bool is_once(const struct text *rate)
{
    return is_known(rate->from) && text_starts(rate->value, "at(");
}

static bool check_rate(struct template *template, const struct text *rate)
{
    const char *why = is_known(rate->from) ? rate_at_wrong(rate->value) : NULL;
    if (why)
        diag_add(template->diags, FINDING(bad_rate), node_place(rate->from), why,
                 "AWS refuses the schedule '%s'", rate->value);
    return !why;
}

static void rate_write(struct template *template, const struct schedule *schedule, const struct text *rate,
                       struct node *properties)
{
    struct node *expression = node_copy(template->arena, rate->from);
    expression->place = node_place(rate->from);
    node_add(properties, "ScheduleExpression", expression);
    template_write(template, &schedule_event_form, schedule, properties);
    if (schedule->enabled.from && !schedule->enabled.value)
        node_add(properties, "State", node_text(template->arena, "DISABLED"));
}

/* The Scheduler hands over what it is told, and knows no event to take parts of. */
static void check_content(struct template *template, const struct delivery *delivery)
{
    const struct node *unknown = delivery->path.from ? delivery->path.from : delivery->transform.from;
    if (unknown)
        diag_add(template->diags, FINDING(out_of_range), unknown->place, "write input",
                 "a schedule with a time zone or at(…) has no event to take parts of");
}

static void zoned_write(struct template *template, const struct bound_function *bound,
                        const struct schedule *schedule, const struct text *rate, const char *id)
{
    struct arena *arena = template->arena;
    const char *role_id = arena_join(arena, id, "Role");
    struct resource zoned =
        template_add(template, id, "AWS::Scheduler::Schedule", node_place(schedule->from));
    node_add(node_add(zoned.properties, "FlexibleTimeWindow", node_map(arena)), "Mode",
             node_text(arena, "OFF"));
    rate_write(template, schedule, rate, zoned.properties);
    struct node *target = node_add(zoned.properties, "Target", node_map(arena));
    node_add(target, "Arn", function_target(template, bound));
    node_add(target, "RoleArn", intrinsic_attribute(arena, role_id, "Arn"));
    check_content(template, &schedule->delivery);
    if (schedule->delivery.input.from)
        node_add(target, "Input", pattern_text(arena, schedule->delivery.input.from));
    /* Dead letters are sent in the name of the role. */
    delivery_write_failures(template, &schedule->delivery, "AWS::Scheduler::Schedule", "Target", target, NULL,
                            NULL);

    struct resource role = template_add(template, role_id, "AWS::IAM::Role", node_place(schedule->from));
    struct node *trust =
        node_add(role.properties, "AssumeRolePolicyDocument", policy_trust(arena, "scheduler.amazonaws.com"));
    struct node *condition = node_at(node_find(trust, "Statement")->first, "Condition.StringEquals");
    node_add(condition, "aws:SourceAccount", intrinsic_ref(arena, "AWS::AccountId"));
    struct node *statements = node_list(arena);
    node_add(policy_allow(statements, "lambda:InvokeFunction"), "Resource", function_target(template, bound));
    if (reference_leads(&schedule->delivery.deadLetters))
        node_add(policy_allow(statements, "sqs:SendMessage"), "Resource",
                 reference_arn(template, &schedule->delivery.deadLetters));
    struct node *policy =
        node_add(node_add(role.properties, "Policies", node_list(arena)), NULL, node_map(arena));
    node_add(policy, "PolicyName", node_text(arena, "schedule"));
    node_add(policy, "PolicyDocument", policy_document(arena, statements));
}

void schedule_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    const struct schedule *schedule = value;
    if (!schedule->rate || !event_is_here(template, &schedule->regions)) return;
    const struct receiver receiver = receiver_of_function(bound);
    bool several = schedule->rate->from && schedule->rate[1].from;
    if (several && schedule->name.from)
        diag_add(template->diags, FINDING(out_of_range), node_place(schedule->name.from), "leave it out",
                 "name: several rates cannot have one name");
    for (const struct text *rate = schedule->rate; rate->from; rate++) {
        if (!check_rate(template, rate)) continue;
        const char *id = rule_id(template, arena_join(template->arena, bound->id, "Schedule"), schedule->from,
                                 several ? rate->value : NULL);
        if (schedule->timezone.from || is_once(rate))
            zoned_write(template, bound, schedule, rate, id);
        else
            rate_write(template, schedule, rate,
                       rule_add(template, &receiver, id, node_place(schedule->from), &schedule->delivery)
                           .properties);
    }
}
