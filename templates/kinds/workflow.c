/* Workflows: what takes longer than a function may, or is done in several steps. State machines of AWS Step
 * Functions, each with a role of its own, a log group, and X-Ray.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-standard-vs-express.html */
#include "templates/kinds/workflow.h"
#include "service/intrinsic.h"
#include "templates/access.h"
#include "templates/functions/role.h"
#include "templates/pattern.h"
#include "templates/policy.h"
#include "templates/rate.h"
#include "templates/service.h"
#include "templates/wiring/started.h"
#include "templates/workflows/machine.h"
#include "templates/workflows/step.h"
#include <string.h>

static const struct field logs_fields[] = {
    { FIELD(workflow_logs, level),
      .about = "off, fatal, error (of a standard one unless told) or all (of an express one)." },
    { FIELD(workflow_logs, retention), .property = "RetentionInDays",
      .about = "How long log lines are kept; 30 days unless told." },
    { FIELD(workflow_logs, data), .about = "Whether what goes in and comes out is logged; off unless told." },
    { FIELD(workflow_logs, key), .property = "KmsKeyId",
      .about = "The ARN of a key of one's own to encrypt with." },
    { 0 },
};
const struct form workflow_logs_form = { .what = "{level, retention}, or a level",
                                         .brief = "level",
                                         .type = "AWS::Logs::LogGroup",
                                         .size = sizeof(struct workflow_logs),
                                         .fields = logs_fields };

static const struct field fields[] = {
    ITEM_FIELDS(workflow),
    ELSEWHERE_FIELD(workflow),
    { NAMED(workflow, steps, step), .about = "What it does, in order unless a step says otherwise." },
    { FIELD(workflow, definition),
      .about =
          "In place of steps: a definition in the Amazon States Language, such as ${file:settle.asl.json}." },
    { FIELD(workflow, type), .about = "standard (unless told): up to a year, each step once; or express: up "
                                      "to 5 minutes, cheap, each at least once." },
    { FIELD(workflow, schedule),
      .about = "When it is started: rate(1 day) or cron(0 8 ? * MON-FRI *); in the primary region." },
    { NESTED(workflow, event, bus_event), .about = "Events of EventBridge that start it." },
    { NAMED(workflow, access, grant), .about = "What its calls may do with other things of the service; what "
                                               "run, map and on name it may use already." },
    { NESTED(workflow, statements, statement),
      .about = "Statements of IAM policies for what access has no words for." },
    { FIELD(workflow, timeout), .about = "How long it may take; a year unless told." },
    { FIELD(workflow, tracing), .about = "X-Ray; on unless told." },
    { NESTED(workflow, logs, workflow_logs), .about = "Its log group." },
    { FIELD(workflow, role), .property = "RoleArn",
      .about = "The ARN of a role that exists elsewhere; one of its own unless told." },
    { FIELD(workflow, description), .about = "What it is for." },
    { FIELD(workflow, name), .property = "StateMachineName",
      .about = "Its physical name; CloudFormation's own unless told." },
    { 0 },
};
const struct form workflow_form = { .what = "a mapping, such as {steps: {publish: publishResult}}",
                                    .named = "(key)",
                                    .instead = "arn",
                                    .type = "AWS::StepFunctions::StateMachine",
                                    .size = sizeof(struct workflow),
                                    .fields = fields };

bool workflow_is_express(const struct workflow *workflow)
{
    return workflow->type.value && !strcmp(workflow->type.value, "express");
}

static const char *id_of(struct template *template, const struct workflow *workflow)
{
    return item_id(template, &workflow->item);
}

struct node *workflow_executions(struct arena *arena, const struct node *arn)
{
    struct node *joined = node_map(arena), *join = node_add(joined, "Fn::Join", node_list(arena));
    node_add(join, NULL, node_text(arena, ":execution:"));
    struct node *split = node_add(node_add(join, NULL, node_map(arena)), "Fn::Split", node_list(arena));
    node_add(split, NULL, node_text(arena, ":stateMachine:"));
    node_add(split, NULL, node_copy(arena, arn));
    return joined;
}

static struct node *role_add(struct template *template, const struct workflow *workflow, const char *id,
                             const char *service, const char *policy_name, struct node *statements)
{
    struct arena *arena = template->arena;
    struct resource role = template_add(template, id, "AWS::IAM::Role", node_key_place(workflow->item.from));
    struct node *trust = node_add(role.properties, "AssumeRolePolicyDocument", policy_trust(arena, service));
    node_add(node_at(node_find(trust, "Statement")->first, "Condition.StringEquals"), "aws:SourceAccount",
             intrinsic_ref(arena, "AWS::AccountId"));
    if (statements->first) {
        struct node *policy =
            node_add(node_add(role.properties, "Policies", node_list(arena)), NULL, node_map(arena));
        node_add(policy, "PolicyName", node_text(arena, policy_name));
        node_add(policy, "PolicyDocument", policy_document(arena, statements));
    }
    return intrinsic_attribute(arena, id, "Arn");
}

/* The role in whose name EventBridge starts it, made when first asked for: its ARN. */
static struct node *starter_role(struct template *template, const void *item)
{
    const struct workflow *workflow = item;
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, id_of(template, workflow), "StartRole");
    if (node_find(template->resources, id)) return intrinsic_attribute(arena, id, "Arn");
    struct node *statements = node_list(arena);
    node_add(policy_allow(statements, "states:StartExecution"), "Resource",
             item_arn(template, &workflow->item));
    return role_add(template, workflow, id, "events.amazonaws.com", "start", statements);
}

/* A function that it runs may start it too: each would wait for the other, did not a name stand for one. */
static struct node *known_name(struct template *template, const void *item)
{
    const struct workflow *workflow = item;
    if (workflow->name.from) return node_copy(template->arena, workflow->name.from);
    for (const struct function *f = template->service->functions; f && f->item.from; f++)
        if (access_names(f->access, workflow) && workflow_runs(workflow, f))
            return intrinsic_sub(template->arena, "${AWS::StackName}-%s", workflow->item.key.value);
    return NULL;
}

static const char *level_of(struct template *template, const struct workflow *workflow)
{
    static const struct word_pair levels[] = { { "off", "OFF" },     { "false", "OFF" }, { "fatal", "FATAL" },
                                               { "error", "ERROR" }, { "all", "ALL" },   { 0 } };
    const struct text *level = &workflow->logs.level;
    if (!level->value) return workflow_is_express(workflow) ? "ALL" : "ERROR";
    const char *theirs = word_translate(template, "level", level, levels);
    return theirs ? theirs : "ERROR";
}

/* The name keeps a policy of CloudWatch's, which has a line for every other group, from growing too long:
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
static void logs_configure_workflow(struct template *template, const struct workflow *workflow,
                                    struct node *statements, struct node *properties)
{
    struct arena *arena = template->arena;
    const char *level = level_of(template, workflow),
               *id = arena_join(arena, id_of(template, workflow), "Logs");
    if (!strcmp(level, "OFF")) return;
    struct resource group =
        template_add(template, id, "AWS::Logs::LogGroup", node_key_place(workflow->item.from));
    node_add(group.properties, "LogGroupName",
             intrinsic_sub(arena, "/aws/vendedlogs/states/${AWS::StackName}-%s", workflow->item.key.value));
    template_write(template, &workflow_logs_form, &workflow->logs, group.properties);
    if (!workflow->logs.retention.from) node_add(group.properties, "RetentionInDays", node_number(arena, 30));
    struct node *logging = node_add(properties, "LoggingConfiguration", node_map(arena));
    node_add(logging, "Level", node_text(arena, level));
    node_add(logging, "IncludeExecutionData", node_flag(arena, workflow->logs.data.value));
    struct node *to = node_add(node_add(logging, "Destinations", node_list(arena)), NULL, node_map(arena));
    node_add(node_at(to, "CloudWatchLogsLogGroup"), "LogGroupArn", intrinsic_attribute(arena, id, "Arn"));
    node_add(policy_allow(statements, "logs:CreateLogDelivery logs:GetLogDelivery logs:UpdateLogDelivery "
                                      "logs:DeleteLogDelivery logs:ListLogDeliveries logs:PutResourcePolicy "
                                      "logs:DescribeResourcePolicies logs:DescribeLogGroups"),
             "Resource", node_text(arena, "*"));
}

static void tracing_write(struct template *template, const struct workflow *workflow, struct node *statements,
                          struct node *properties)
{
    struct arena *arena = template->arena;
    if (workflow->tracing.from && !workflow->tracing.value) return;
    node_add(node_add(properties, "TracingConfiguration", node_map(arena)), "Enabled",
             node_flag(arena, true));
    node_add(policy_allow(statements, "xray:PutTraceSegments xray:PutTelemetryRecords xray:GetSamplingRules "
                                      "xray:GetSamplingTargets"),
             "Resource", node_text(arena, "*"));
}

static void definition_write(struct machine *machine, struct node *properties)
{
    const struct workflow *workflow = machine->workflow;
    struct template *template = machine->template;
    struct arena *arena = template->arena;
    bool steps = workflow->steps && workflow->steps->from, raw = workflow->definition.from;
    if (steps == raw) {
        diag_add(template->diags, FINDING(missing_key), node_place(workflow->item.from),
                 "steps, or definition", "the workflow '%s' has %s", workflow->item.key.value,
                 raw ? "both steps and a definition" : "no steps");
        return;
    }
    if (raw) {
        node_add(properties, workflow->definition.from->shape == SCALAR ? "DefinitionString" : "Definition",
                 node_copy(arena, workflow->definition.from));
        return;
    }
    struct node *definition = node_add(properties, "Definition", node_map(arena));
    if (workflow->description.value)
        node_add(definition, "Comment", node_text(arena, workflow->description.value));
    node_add(definition, "QueryLanguage", node_text(arena, "JSONata"));
    steps_write(machine, workflow->steps, definition);
    if (workflow->timeout.from)
        node_add(definition, "TimeoutSeconds", node_number(arena, workflow->timeout.value));
}

/* A distributed map's items are executions of the same machine, which the role therefore has to know: in a
 * policy of its own, or each would wait for the other. */
static void distributed_allow(struct template *template, const struct workflow *workflow)
{
    struct arena *arena = template->arena;
    const char *id = id_of(template, workflow);
    struct resource policy = template_add(template, arena_join(arena, id, "MapPolicy"), "AWS::IAM::Policy",
                                          node_key_place(workflow->item.from));
    struct node *statements = node_list(arena);
    node_add(policy_allow(statements, "states:StartExecution"), "Resource", intrinsic_ref(arena, id));
    access_allow(template, statements,
                 "states:DescribeExecution states:StopExecution states:RedriveExecution", "@:* @/*",
                 workflow_executions(arena, intrinsic_ref(arena, id)));
    node_add(policy.properties, "PolicyName", node_text(arena, "map"));
    node_add(policy.properties, "PolicyDocument", policy_document(arena, statements));
    node_add(node_add(policy.properties, "Roles", node_list(arena)), NULL,
             intrinsic_ref(arena, arena_join(arena, id, "Role")));
}

static void starts_write(struct template *template, const struct workflow *workflow)
{
    struct arena *arena = template->arena;
    const struct receiver receiver = receiver_of(template, &workflow->item);
    for (const struct bus_event *e = workflow->event; e && e->from; e++)
        bus_event_write(template, e, &receiver);
    for (const struct text *rate = workflow->schedule; template->at.primary && rate && rate->from; rate++) {
        const char *why = is_known(rate->from) ? rate_wrong(rate->value) : NULL;
        if (why)
            diag_add(template->diags, FINDING(bad_rate), node_place(rate->from), why,
                     "AWS refuses the schedule '%s'", rate->value);
        const char *id = rule_id(template, arena_join(arena, receiver.id, "Schedule"), rate->from, NULL);
        struct rule rule = rule_add(template, &receiver, id, node_place(rate->from), NULL);
        node_add(rule.properties, "ScheduleExpression", node_copy(arena, rate->from));
    }
}

static void express_check(struct template *template, const struct workflow *workflow)
{
    enum { EXPRESS_SECONDS = 300 };
    if (workflow_is_express(workflow) && workflow->timeout.value > EXPRESS_SECONDS)
        diag_add(template->diags, FINDING(out_of_range), node_place(workflow->timeout.from), "type: standard",
                 "timeout: an express workflow ends after 5 minutes");
}

void workflow_write(struct template *template, const void *item)
{
    static const struct word_pair types[] = { { "standard", "STANDARD" }, { "express", "EXPRESS" }, { 0 } };
    const struct workflow *workflow = item;
    struct arena *arena = template->arena;
    const char *id = id_of(template, workflow);
    struct function asking = { .item = workflow->item, .access = workflow->access, .role = workflow->role };
    struct bound_function rights = { .function = &asking, .id = id, .statements = node_list(arena) };
    struct machine machine = {
        .template = template, .workflow = workflow, .rights = &rights, .ran = node_map(arena)
    };
    const char *type = workflow->type.value ? word_translate(template, "type", &workflow->type, types) : NULL;
    struct resource resource =
        template_add(template, id, "AWS::StepFunctions::StateMachine", node_key_place(workflow->item.from));
    struct node *name = known_name(template, workflow);
    if (name && !workflow->name.from) node_add(resource.properties, "StateMachineName", name);
    template_write(template, &workflow_form, workflow, resource.properties);
    if (type) node_add(resource.properties, "StateMachineType", node_text(arena, type));
    if (!workflow->role.from)
        node_add(resource.properties, "RoleArn",
                 intrinsic_attribute(arena, arena_join(arena, id, "Role"), "Arn"));
    definition_write(&machine, resource.properties);
    access_grants(template, &rights);
    for (const struct statement *s = workflow->statements; s && s->from; s++)
        statement_write(template, s, rights.statements);
    logs_configure_workflow(template, workflow, rights.statements, resource.properties);
    tracing_write(template, workflow, rights.statements, resource.properties);
    if (!workflow->role.from) {
        role_add(template, workflow, arena_join(arena, id, "Role"), "states.amazonaws.com", "workflow",
                 rights.statements);
        if (machine.distributed) distributed_allow(template, workflow);
    }
    express_check(template, workflow);
    starts_write(template, workflow);
}

static const struct verb verbs[] = {
    { "start", "states:StartExecution", "@" },
    { "run", "states:StartSyncExecution", "@" },
    { "read", "states:DescribeStateMachine states:ListExecutions", "@" },
    { "read", "states:DescribeExecution states:GetExecutionHistory", "+:*" },
    { "stop", "states:StopExecution", "+:*" },
    { "answer", "states:SendTaskSuccess states:SendTaskFailure states:SendTaskHeartbeat", "@" },
    { 0 },
};

const struct kind workflow_kind = {
    .id = KIND_workflow,
    .section = "workflows",
    .suffix = "Workflow",
    .form = &workflow_form,
    .reach = { .arn_attribute = "Arn",
               .physical_name = known_name,
               .arn_prefix = "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:stateMachine:",
               .value_is_arn = true },
    .grant = { .verbs = verbs, .related_arn = workflow_executions, .variable = "_WORKFLOW_ARN" },
    .admit = { .role = starter_role }
};
