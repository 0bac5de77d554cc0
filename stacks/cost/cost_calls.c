/* What runs when it is called: functions, APIs, workflows, containers. */
#include "base/text.h"
#include "stacks/cost/reckoning.h"
#include "templates/references.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double MONTH_SECONDS = HOURS_A_MONTH * 3600.0, MB_A_GB = 1024, KB_A_GB = 1024.0 * 1024;

static bool runs_on_arm(const struct node *function)
{
    const struct node *all = reckoning_property(function, "Architectures");
    return all && all->first && all->first->shape == SCALAR && !strcmp(all->first->text, "arm64");
}

/* https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html: the sampling cannot be changed. */
static double sampled(double requests)
{
    double a_second = requests / MONTH_SECONDS, first = 1 - exp(-a_second);
    return (first + 0.05 * (a_second - first)) * MONTH_SECONDS;
}

/* https://aws.amazon.com/lambda/pricing/ */
void reckon_function(struct reckoning *reckoning, const struct node *function)
{
    enum { SMALLEST_MB = 128, FREE_STORAGE_MB = 512 };
    const struct usage *usage = usage_of(reckoning->usages, function->key);
    if (!usage->told) {
        reckoning_leave(reckoning, "AWS::Lambda::Function");
        return;
    }
    bool arm = runs_on_arm(function);
    double gigabytes = reckoning_number(function, "MemorySize", SMALLEST_MB) / MB_A_GB;
    double seconds = usage->requests * usage->seconds, ready = usage->kept * MONTH_SECONDS;
    double on_ready = seconds < ready ? seconds : ready;
    const char *storage = node_word(reckoning_property(function, "EphemeralStorage"), "Size");
    reckoning_add(reckoning, function, PRICE_lambda_requests, usage->requests);
    reckoning_add(reckoning, function, arm ? PRICE_lambda_duration_arm64 : PRICE_lambda_duration_x86,
                  (seconds - on_ready) * gigabytes);
    reckoning_add(reckoning, function,
                  arm ? PRICE_lambda_kept_duration_arm64 : PRICE_lambda_kept_duration_x86,
                  on_ready * gigabytes);
    if (storage)
        reckoning_add(reckoning, function, PRICE_lambda_storage,
                      seconds * (strtod(storage, NULL) - FREE_STORAGE_MB) / MB_A_GB);
    const char *tracing = node_word(reckoning_property(function, "TracingConfig"), "Mode");
    if (tracing && !strcmp(tracing, "Active") && usage->requests > 0) {
        reckoning_add(reckoning, function, PRICE_traces, sampled(usage->requests));
        reckoning_assume(reckoning, ASSUMED_sampled);
    }
    if (!usage->told->duration.from) reckoning_assume(reckoning, ASSUMED_usual_duration);
    if (on_ready > 0) reckoning_assume(reckoning, ASSUMED_even_use);
}

/* Concurrency that is kept ready the whole month. */
void reckon_alias(struct reckoning *reckoning, const struct node *alias)
{
    const char *id = reference_first(reckoning->arena, reckoning_property(alias, "FunctionName"));
    const struct node *function = id ? node_find(reckoning->resources, id) : NULL;
    const char *kept = node_word(reckoning_property(alias, "ProvisionedConcurrencyConfig"),
                                 "ProvisionedConcurrentExecutions");
    if (!function || !kept) return;
    reckoning_add(reckoning, alias,
                  runs_on_arm(function) ? PRICE_lambda_provisioned_arm64 : PRICE_lambda_provisioned_x86,
                  strtod(kept, NULL) * reckoning_number(function, "MemorySize", 128) / MB_A_GB *
                      MONTH_SECONDS);
}

/* AWS's own calculator takes 15% for what compressed logs keep. */
void reckon_log_group(struct reckoning *reckoning, const struct node *group)
{
    const double shrunk = 0.15, days_a_month = HOURS_A_MONTH / 24.0;
    double written = usage_of(reckoning->usages, group->key)->written_kb / KB_A_GB;
    double days = reckoning_number(group, "RetentionInDays", 0);
    if (written <= 0) return;
    reckoning_add(reckoning, group, PRICE_logs_in, written);
    reckoning_add(reckoning, group, PRICE_logs_kept, written * shrunk * days / days_a_month);
    reckoning_assume(reckoning, ASSUMED_usual_logs);
    if (days <= 0) reckoning_leave(reckoning, "AWS::Logs::LogGroup"); /* it grows for ever */
}

/* What goes through CloudFront is paid for there. */
static void add_transfer(struct reckoning *reckoning, const struct node *api, const struct usage *usage)
{
    if (!usage->fronted) reckoning_add(reckoning, api, PRICE_transfer_out, usage->answers_kb / KB_A_GB);
}

/* https://aws.amazon.com/api-gateway/pricing/ */
void reckon_rest_api(struct reckoning *reckoning, const struct node *api)
{
    const struct usage *usage = usage_of(reckoning->usages, api->key);
    reckoning_add(reckoning, api, PRICE_api_rest, usage->requests);
    add_transfer(reckoning, api, usage);
}

/* A request of an HTTP API is one for each 512 KB, a message of a websocket for each 32 KB. */
void reckon_http_api(struct reckoning *reckoning, const struct node *api)
{
    const struct usage *usage = usage_of(reckoning->usages, api->key);
    const char *protocol = node_word(node_find(api, "Properties"), "ProtocolType");
    bool websocket = protocol && !strcmp(protocol, "WEBSOCKET");
    double kb = usage->requests > 0 ? usage->answers_kb / usage->requests : 0;
    double parts = kb > 0 ? ceil(kb / (websocket ? 32 : 512)) : 1;
    reckoning_add(reckoning, api, websocket ? PRICE_api_websocket : PRICE_api_http, usage->requests * parts);
    add_transfer(reckoning, api, usage);
    if (websocket) reckoning_leave(reckoning, "AWS::ApiGatewayV2::Api"); /* the minutes of connections */
}

void reckon_rest_stage(struct reckoning *reckoning, const struct node *stage)
{
    const char *size = node_word(node_find(stage, "Properties"), "CacheClusterSize");
    if (!size) return;
    if (!strcmp(size, "0.5"))
        reckoning_add(reckoning, stage, PRICE_api_cache_half, HOURS_A_MONTH);
    else if (!strcmp(size, "237"))
        reckoning_add(reckoning, stage, PRICE_api_cache_237, HOURS_A_MONTH);
    else
        reckoning_leave(reckoning, "AWS::ApiGateway::Stage");
}

/* Those of maps and of branches too. */
static int states_of(const struct node *node)
{
    const struct node *states = node_find(node, "States");
    int count = states ? states->count : 0;
    for (const struct node *n = node->first; n; n = n->next)
        if (n->shape != SCALAR) count += states_of(n);
    return count;
}

/* https://aws.amazon.com/step-functions/pricing/ */
void reckon_workflow(struct reckoning *reckoning, const struct node *workflow)
{
    enum { LEAST_MB = 64 };
    const struct usage *usage = usage_of(reckoning->usages, workflow->key);
    const struct node *definition = reckoning_property(workflow, "Definition");
    const char *type = node_word(node_find(workflow, "Properties"), "StateMachineType");
    bool express = type && !strcmp(type, "EXPRESS");
    if (usage->requests <= 0 || (!express && !definition)) {
        reckoning_leave(reckoning, "AWS::StepFunctions::StateMachine");
        return;
    }
    if (express) {
        double gigabytes = LEAST_MB / MB_A_GB;
        reckoning_add(reckoning, workflow, PRICE_workflow_express, usage->requests);
        reckoning_add(reckoning, workflow, PRICE_workflow_duration,
                      usage->requests * usage->seconds * gigabytes / 3600);
        if (!usage->told || !usage->told->duration.from) reckoning_assume(reckoning, ASSUMED_usual_duration);
        return;
    }
    reckoning_add(reckoning, workflow, PRICE_workflow, usage->requests * states_of(definition));
    reckoning_assume(reckoning, ASSUMED_each_state);
}

/* https://aws.amazon.com/fargate/pricing/ */
static void add_hours(struct reckoning *reckoning, const struct node *resource, const struct node *task,
                      double hours)
{
    const char *processor = node_word(reckoning_property(task, "RuntimePlatform"), "CpuArchitecture");
    bool arm = processor && !strcmp(processor, "ARM64");
    reckoning_add(reckoning, resource, arm ? PRICE_container_cpu_arm64 : PRICE_container_cpu_x86,
                  hours * reckoning_number(task, "Cpu", 256) / 1024);
    reckoning_add(reckoning, resource, arm ? PRICE_container_memory_arm64 : PRICE_container_memory_x86,
                  hours * reckoning_number(task, "Memory", 512) / MB_A_GB);
}

void reckon_container(struct reckoning *reckoning, const struct node *service)
{
    const char *id = reference_first(reckoning->arena, reckoning_property(service, "TaskDefinition"));
    const struct node *task = id ? node_find(reckoning->resources, id) : NULL;
    double least = usage_of(reckoning->usages, service->key)->kept;
    double count = reckoning_number(service, "DesiredCount", least > 0 ? least : 1);
    if (!task) return;
    add_hours(reckoning, service, task, (count > least ? count : least) * HOURS_A_MONTH);
    reckoning_assume(reckoning, ASSUMED_least_containers);
}

/* One that a schedule starts: the traffic tells how often, and for how long. A minute is the least. */
void reckon_container_task(struct reckoning *reckoning, const struct node *task)
{
    const struct usage *usage = usage_of(reckoning->usages, task->key);
    if (usage->kept > 0) return; /* a service has it */
    if (!usage->told) {
        reckoning_leave(reckoning, "AWS::ECS::TaskDefinition");
        return;
    }
    add_hours(reckoning, task, task, usage->requests * (usage->seconds < 60 ? 60 : usage->seconds) / 3600);
}
