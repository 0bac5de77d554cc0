#include "templates/workflows/task.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/core/policy.h"
#include "templates/service.h"
#include "templates/wiring/access.h"
#include "templates/wiring/call.h"
#include "templates/workflows/container.h"
#include "templates/workflows/expression.h"
#include "templates/workflows/failures.h"
#include "templates/workflows/machine.h"
#include <ctype.h>
#include <string.h>

static struct node *resource(struct arena *arena, const char *integration)
{
    return intrinsic_sub_text(arena, arena_join(arena, "arn:${AWS::Partition}:states:::", integration));
}

static struct node *payload(struct machine *machine, const struct step *step)
{
    struct arena *arena = machine->template->arena;
    if (!step->input.from) return node_text(arena, "{% $states.input %}");
    return expressions(arena, step->input.from);
}

static struct node *called(struct machine *machine, const struct reference *reference)
{
    const struct named *target = reference->target;
    if (named_is(target, KIND_function)) return function_call_arn(machine->template, target->item);
    return reference_arn(machine->template, reference);
}

/* An express one is waited for within the call, and answers in a text. */
static void run_express(struct machine *machine, const struct node *arn, const struct step *step,
                        struct node *state)
{
    struct arena *arena = machine->template->arena;
    node_add(state, "Resource", resource(arena, "aws-sdk:sfn:startSyncExecution"));
    struct node *arguments = node_add(state, "Arguments", node_map(arena));
    node_add(arguments, "StateMachineArn", node_copy(arena, arn));
    struct node *input = payload(machine, step);
    node_add(arguments, "Input",
             input->shape == SCALAR ? node_text(arena, "{% $string($states.input) %}") : input);
    result_write(machine, step, "$parse($states.result.Output)", state);
    node_add(policy_allow(machine->rights->statements, "states:StartSyncExecution"), "Resource",
             node_copy(arena, arn));
}

static void run_standard(struct machine *machine, const struct node *arn, const struct step *step,
                         struct node *state)
{
    struct template *template = machine->template;
    struct arena *arena = template->arena;
    struct node *statements = machine->rights->statements;
    node_add(state, "Resource", resource(arena, "states:startExecution.sync:2"));
    struct node *arguments = node_add(state, "Arguments", node_map(arena));
    node_add(arguments, "StateMachineArn", node_copy(arena, arn));
    node_add(arguments, "Input", payload(machine, step));
    result_write(machine, step, "$states.result.Output", state);
    if (workflow_is_express(machine->workflow))
        diag_add(template->diags, FINDING(out_of_range), node_place(step->from),
                 "type: standard, or let the other be express",
                 "express workflows cannot wait for other workflows");
    node_add(policy_allow(statements, "states:StartExecution"), "Resource", node_copy(arena, arn));
    access_allow(template, statements, "states:DescribeExecution states:StopExecution", "@:*",
                 workflow_executions(arena, arn));
    /* Step Functions learns of the other's end by a rule of its own. */
    node_add(policy_allow(statements, "events:PutTargets events:PutRule events:DescribeRule"), "Resource",
             intrinsic_sub_text(arena, "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/"
                                       "StepFunctionsGetEventsForStepFunctionsExecutionRule"));
}

static void invoke_allow(struct machine *machine, const struct node *arn)
{
    struct arena *arena = machine->template->arena;
    if (!machine->invoked)
        machine->invoked = node_add(policy_allow(machine->rights->statements, "lambda:InvokeFunction"),
                                    "Resource", node_list(arena));
    for (const struct node *n = machine->invoked->first; n; n = n->next)
        if (node_same(n, arn)) return;
    node_add(machine->invoked, NULL, node_copy(arena, arn));
}

void run_write(struct machine *machine, const struct reference *reference, const struct step *step,
               struct node *state)
{
    struct template *template = machine->template;
    struct arena *arena = template->arena;
    const struct named *target = reference->target;
    if (!reference_is_valid(reference)) return;
    const struct node *arn = called(machine, reference);
    if (named_is(target, KIND_workflow)) {
        (workflow_is_express(target->item) ? run_express : run_standard)(machine, arn, step, state);
        return;
    }
    if (named_is(target, KIND_container)) {
        run_container(machine, target->item, step, state);
        return;
    }
    node_add(state, "Resource", resource(arena, "lambda:invoke"));
    struct node *arguments = node_add(state, "Arguments", node_map(arena));
    node_add(arguments, "FunctionName", node_copy(arena, arn));
    node_add(arguments, "Payload", payload(machine, step));
    result_write(machine, step, "$states.result.Payload", state);
    invoke_allow(machine, arn);
}

/* Integrations that are better than the API's own; all else is called through aws-sdk. */
static const char *integration(struct arena *arena, const char *call)
{
    static const char *const optimised[] = { "apigateway:",          "athena:",
                                             "batch:submitJob",      "bedrock:",
                                             "codebuild:",           "databrew:",
                                             "dynamodb:getItem",     "dynamodb:putItem",
                                             "dynamodb:updateItem",  "dynamodb:deleteItem",
                                             "ecs:runTask",          "eks:",
                                             "elasticmapreduce:",    "emr-containers:",
                                             "emr-serverless:",      "events:putEvents",
                                             "glue:startJobRun",     "http:invoke",
                                             "mediaconvert:",        "sagemaker:",
                                             "sns:publish",          "sqs:sendMessage",
                                             "states:startExecution" };
    for (size_t i = 0; i < sizeof optimised / sizeof *optimised; i++)
        if (text_starts(call, optimised[i])) return call;
    return text_starts(call, "aws-sdk:") ? call : arena_join(arena, "aws-sdk:", call);
}

/* How each kind is named in what its service is asked. */
static const char *parameter_of(const struct named *target)
{
    static const struct {
        enum kind_id kind;
        const char *parameter;
    } all[] = { { KIND_table, "TableName" },         { KIND_queue, "QueueUrl" },
                { KIND_topic, "TopicArn" },          { KIND_bucket, "Bucket" },
                { KIND_secret, "SecretId" },         { KIND_stream, "StreamName" },
                { KIND_bus, "EventBusName" },        { KIND_function, "FunctionName" },
                { KIND_workflow, "StateMachineArn" } };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (named_is(target, all[i].kind)) return all[i].parameter;
    return NULL;
}

/* dynamodb:putItem.sync → dynamodb:PutItem */
static const char *action_of(struct arena *arena, const char *call)
{
    if (text_starts(call, "aws-sdk:")) call += strlen("aws-sdk:");
    char *action = arena_copy(arena, call, strcspn(call, ".")), *colon = strchr(action, ':');
    if (colon) colon[1] = (char)toupper((unsigned char)colon[1]);
    return text_starts(action, "sfn:") ? arena_join(arena, "states:", action + 4) : action;
}

static void call_allow(struct machine *machine, const struct step *step)
{
    struct arena *arena = machine->template->arena;
    struct text *verbs = arena_take(arena, 2 * sizeof *verbs);
    verbs[0] = (struct text){ step->call.from, action_of(arena, step->call.value) };
    struct grant *grants = arena_take(arena, 2 * sizeof *grants);
    grants[0] = (struct grant){ step->from, step->target, verbs };
    struct function asking = *machine->rights->function;
    struct bound_function rights = *machine->rights;
    asking.access = grants;
    rights.function = &asking;
    access_grants(machine->template, &rights);
}

static void call_write(struct machine *machine, const struct step *step, struct node *state)
{
    struct template *template = machine->template;
    struct arena *arena = template->arena;
    if (!strchr(step->call.value, ':')) {
        diag_add(template->diags, FINDING(out_of_range), node_place(step->call.from),
                 "SERVICE:action, such as dynamodb:putItem", "call must be SERVICE:action (got '%s')",
                 step->call.value);
        return;
    }
    node_add(state, "Resource", resource(arena, integration(arena, step->call.value)));
    struct node *arguments = step->with.from ? expressions(arena, step->with.from) : node_map(arena);
    const struct named *target = step->target.target;
    const char *parameter = parameter_of(target);
    if (parameter && arguments->shape == MAP && !node_find(arguments, parameter))
        node_add(arguments, parameter, item_value(template, target->item));
    node_add(state, "Arguments", arguments);
    if (target || step->target.value) call_allow(machine, step);
    result_write(machine, step, "$states.result", state);
}

void task_write(struct machine *machine, const struct step *step, struct node *state)
{
    struct arena *arena = machine->template->arena;
    node_add(state, "Type", node_text(arena, "Task"));
    if (step->run.from)
        run_write(machine, &step->run, step, state);
    else
        call_write(machine, step, state);
    if (step->timeout.from) node_add(state, "TimeoutSeconds", node_number(arena, step->timeout.value));
    if (step->heartbeat.from) node_add(state, "HeartbeatSeconds", node_number(arena, step->heartbeat.value));
    bool function = step->run.from && (!step->run.target || named_is(step->run.target, KIND_function));
    failures_write(machine, step, state, function);
}
