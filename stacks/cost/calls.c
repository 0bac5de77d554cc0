/* What runs when it is called: functions, APIs, workflows, containers. */
#include "stacks/cost/calls.h"
#include "base/text.h"
#include "templates/core/references.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double MONTH_SECONDS = HOURS_A_MONTH * 3600.0, MB_A_GB = 1024, KB_A_GB = 1024.0 * 1024;

static bool runs_on_arm(const struct node *function)
{
    const struct node *all = estimate_property(function, "Architectures");
    return all && all->first && all->first->shape == SCALAR && !strcmp(all->first->text, "arm64");
}

/* https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html: the sampling cannot be changed. */
static double sampled(double requests)
{
    double a_second = requests / MONTH_SECONDS, first = 1 - exp(-a_second);
    return (first + 0.05 * (a_second - first)) * MONTH_SECONDS;
}

/* https://aws.amazon.com/lambda/pricing/ */
void estimate_function(struct estimate *estimate, const struct node *function)
{
    enum { SMALLEST_MB = 128, FREE_STORAGE_MB = 512 };
    const struct usage *usage = usage_of(estimate->usages, function->key);
    if (!usage->told) {
        estimate_leave(estimate, "AWS::Lambda::Function");
        return;
    }
    bool arm = runs_on_arm(function);
    double gigabytes = estimate_number(function, "MemorySize", SMALLEST_MB) / MB_A_GB;
    double seconds = usage->requests * usage->seconds, ready = usage->kept * MONTH_SECONDS;
    double on_ready = seconds < ready ? seconds : ready;
    const char *storage = node_word(estimate_property(function, "EphemeralStorage"), "Size");
    estimate_add(estimate, function, PRICE_lambda_requests, usage->requests);
    estimate_add(estimate, function, arm ? PRICE_lambda_duration_arm64 : PRICE_lambda_duration_x86,
                 (seconds - on_ready) * gigabytes);
    estimate_add(estimate, function, arm ? PRICE_lambda_kept_duration_arm64 : PRICE_lambda_kept_duration_x86,
                 on_ready * gigabytes);
    if (storage)
        estimate_add(estimate, function, PRICE_lambda_storage,
                     seconds * (strtod(storage, NULL) - FREE_STORAGE_MB) / MB_A_GB);
    const char *tracing = node_word(estimate_property(function, "TracingConfig"), "Mode");
    if (tracing && !strcmp(tracing, "Active") && usage->requests > 0) {
        estimate_add(estimate, function, PRICE_traces, sampled(usage->requests));
        estimate_assume(estimate, ASSUMED_sampled);
    }
    if (!usage->told->duration.from) estimate_assume(estimate, ASSUMED_usual_duration);
    if (on_ready > 0) estimate_assume(estimate, ASSUMED_even_use);
}

/* Concurrency that is kept ready the whole month. */
void estimate_alias(struct estimate *estimate, const struct node *alias)
{
    const char *id = reference_first(estimate->arena, estimate_property(alias, "FunctionName"));
    const struct node *function = id ? node_find(estimate->resources, id) : NULL;
    const char *kept = node_word(estimate_property(alias, "ProvisionedConcurrencyConfig"),
                                 "ProvisionedConcurrentExecutions");
    if (!function || !kept) return;
    estimate_add(estimate, alias,
                 runs_on_arm(function) ? PRICE_lambda_provisioned_arm64 : PRICE_lambda_provisioned_x86,
                 strtod(kept, NULL) * estimate_number(function, "MemorySize", 128) / MB_A_GB * MONTH_SECONDS);
}

/* AWS's own calculator takes 15% for what compressed logs keep. */
void estimate_log_group(struct estimate *estimate, const struct node *group)
{
    const double shrunk = 0.15, days_a_month = HOURS_A_MONTH / 24.0;
    double written = usage_of(estimate->usages, group->key)->written_kb / KB_A_GB;
    double days = estimate_number(group, "RetentionInDays", 0);
    if (written <= 0) return;
    estimate_add(estimate, group, PRICE_logs_in, written);
    estimate_add(estimate, group, PRICE_logs_kept, written * shrunk * days / days_a_month);
    estimate_assume(estimate, ASSUMED_usual_logs);
    if (days <= 0) estimate_leave(estimate, "AWS::Logs::LogGroup"); /* it grows for ever */
}

/* What goes through CloudFront is paid for there. */
static void add_transfer(struct estimate *estimate, const struct node *api, const struct usage *usage)
{
    if (!usage->fronted) estimate_add(estimate, api, PRICE_transfer_out, usage->answers_kb / KB_A_GB);
}

/* https://aws.amazon.com/api-gateway/pricing/ */
void estimate_rest_api(struct estimate *estimate, const struct node *api)
{
    const struct usage *usage = usage_of(estimate->usages, api->key);
    estimate_add(estimate, api, PRICE_api_rest, usage->requests);
    add_transfer(estimate, api, usage);
}

/* A request of an HTTP API is one for each 512 KB, a message of a websocket for each 32 KB. */
void estimate_http_api(struct estimate *estimate, const struct node *api)
{
    const struct usage *usage = usage_of(estimate->usages, api->key);
    const char *protocol = node_word(node_find(api, "Properties"), "ProtocolType");
    bool websocket = protocol && !strcmp(protocol, "WEBSOCKET");
    double kb = usage->requests > 0 ? usage->answers_kb / usage->requests : 0;
    double parts = kb > 0 ? ceil(kb / (websocket ? 32 : 512)) : 1;
    estimate_add(estimate, api, websocket ? PRICE_api_websocket : PRICE_api_http, usage->requests * parts);
    add_transfer(estimate, api, usage);
    if (websocket) estimate_leave(estimate, "AWS::ApiGatewayV2::Api"); /* the minutes of connections */
}

void estimate_rest_stage(struct estimate *estimate, const struct node *stage)
{
    const char *size = node_word(node_find(stage, "Properties"), "CacheClusterSize");
    if (!size) return;
    if (!strcmp(size, "0.5"))
        estimate_add(estimate, stage, PRICE_api_cache_half, HOURS_A_MONTH);
    else if (!strcmp(size, "237"))
        estimate_add(estimate, stage, PRICE_api_cache_237, HOURS_A_MONTH);
    else
        estimate_leave(estimate, "AWS::ApiGateway::Stage");
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
void estimate_workflow(struct estimate *estimate, const struct node *workflow)
{
    enum { LEAST_MB = 64 };
    const struct usage *usage = usage_of(estimate->usages, workflow->key);
    const struct node *definition = estimate_property(workflow, "Definition");
    const char *type = node_word(node_find(workflow, "Properties"), "StateMachineType");
    bool express = type && !strcmp(type, "EXPRESS");
    if (usage->requests <= 0 || (!express && !definition)) {
        estimate_leave(estimate, "AWS::StepFunctions::StateMachine");
        return;
    }
    if (express) {
        double gigabytes = LEAST_MB / MB_A_GB;
        estimate_add(estimate, workflow, PRICE_workflow_express, usage->requests);
        estimate_add(estimate, workflow, PRICE_workflow_duration,
                     usage->requests * usage->seconds * gigabytes / 3600);
        if (!usage->told || !usage->told->duration.from) estimate_assume(estimate, ASSUMED_usual_duration);
        return;
    }
    estimate_add(estimate, workflow, PRICE_workflow, usage->requests * states_of(definition));
    estimate_assume(estimate, ASSUMED_each_state);
}

/* https://aws.amazon.com/fargate/pricing/ */
static void add_hours(struct estimate *estimate, const struct node *resource, const struct node *task,
                      double hours)
{
    const char *processor = node_word(estimate_property(task, "RuntimePlatform"), "CpuArchitecture");
    bool arm = processor && !strcmp(processor, "ARM64");
    estimate_add(estimate, resource, arm ? PRICE_container_cpu_arm64 : PRICE_container_cpu_x86,
                 hours * estimate_number(task, "Cpu", 256) / 1024);
    estimate_add(estimate, resource, arm ? PRICE_container_memory_arm64 : PRICE_container_memory_x86,
                 hours * estimate_number(task, "Memory", 512) / MB_A_GB);
}

void estimate_container(struct estimate *estimate, const struct node *service)
{
    const char *id = reference_first(estimate->arena, estimate_property(service, "TaskDefinition"));
    const struct node *task = id ? node_find(estimate->resources, id) : NULL;
    double least = usage_of(estimate->usages, service->key)->kept;
    double count = estimate_number(service, "DesiredCount", least > 0 ? least : 1);
    if (!task) return;
    add_hours(estimate, service, task, (count > least ? count : least) * HOURS_A_MONTH);
    estimate_assume(estimate, ASSUMED_least_containers);
}

/* One that a schedule starts: the traffic tells how often, and for how long. A minute is the least. */
void estimate_container_task(struct estimate *estimate, const struct node *task)
{
    const struct usage *usage = usage_of(estimate->usages, task->key);
    if (usage->kept > 0) return; /* a service has it */
    if (!usage->told) {
        estimate_leave(estimate, "AWS::ECS::TaskDefinition");
        return;
    }
    add_hours(estimate, task, task, usage->requests * (usage->seconds < 60 ? 60 : usage->seconds) / 3600);
}
