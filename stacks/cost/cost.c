#include "stacks/cost/cost.h"
#include "base/index.h"
#include "base/text.h"
#include "stacks/cost/bucket.h"
#include "stacks/cost/calls.h"
#include "stacks/cost/resources.h"
#include <stdlib.h>
#include <string.h>

const char *const assumption_about[ASSUMPTION_COUNT] = {
#define ASSUMPTION(id, sentence) [ASSUMED_##id] = sentence,
#include "stacks/cost/assumptions.def"
#undef ASSUMPTION
};

/* A type without a function costs nothing, or what costs is told at another; one that is not here is told
 * as not included in the estimate. */
static const struct {
    const char *type;
    estimator *estimator;
} types[] = {
    { "AWS::Lambda::Function", estimate_function },
    { "AWS::Lambda::Alias", estimate_alias },
    { "AWS::Lambda::Version", NULL },
    { "AWS::Lambda::Permission", NULL },
    { "AWS::Lambda::LayerVersion", NULL },
    { "AWS::Lambda::EventSourceMapping", NULL },
    { "AWS::Lambda::EventInvokeConfig", NULL },
    { "AWS::Lambda::Url", NULL },
    { "AWS::Logs::LogGroup", estimate_log_group },
    { "AWS::ApiGateway::RestApi", estimate_rest_api },
    { "AWS::ApiGateway::Stage", estimate_rest_stage },
    { "AWS::ApiGatewayV2::Api", estimate_http_api },
    { "AWS::StepFunctions::StateMachine", estimate_workflow },
    { "AWS::ECS::Service", estimate_container },
    { "AWS::ECS::TaskDefinition", estimate_container_task },
    { "AWS::ECS::Cluster", NULL },
    { "AWS::DynamoDB::GlobalTable", estimate_table },
    { "AWS::DynamoDB::Table", estimate_table },
    { "AWS::S3::Bucket", estimate_bucket },
    { "AWS::SQS::Queue", estimate_queue },
    { "AWS::SNS::Topic", estimate_topic },
    { "AWS::Events::EventBus", estimate_bus },
    { "AWS::Kinesis::Stream", estimate_stream },
    { "AWS::CloudFront::Distribution", estimate_cdn },
    { "AWS::CloudFront::Function", NULL },
    { "AWS::CloudFront::OriginAccessControl", NULL },
    { "AWS::CloudFront::CachePolicy", NULL },
    { "AWS::CloudWatch::Alarm", estimate_alarm },
    { "AWS::CloudWatch::Dashboard", estimate_dashboard },
    { "AWS::SecretsManager::Secret", estimate_secret },
    { "AWS::SecretsManager::RotationSchedule", NULL },
    { "AWS::SecretsManager::ResourcePolicy", NULL },
    { "AWS::KMS::Key", estimate_key },
    { "AWS::WAFv2::WebACL", estimate_firewall },
    { "AWS::EC2::NatGateway", estimate_network_gateway },
    { "AWS::SSM::Parameter", estimate_parameter },
};

/* They cost nothing by being there or being used. */
static bool is_free(const char *type)
{
    static const char *const free_types[] = { "AWS::IAM::",
                                              "AWS::ApiGateway",
                                              "AWS::ApplicationAutoScaling::",
                                              "AWS::CodeDeploy::",
                                              "AWS::CloudFormation::",
                                              "AWS::Events::Rule",
                                              "AWS::Budgets::",
                                              "AWS::SQS::QueuePolicy",
                                              "AWS::SNS::TopicPolicy",
                                              "AWS::S3::BucketPolicy",
                                              "AWS::SNS::Subscription",
                                              "AWS::KMS::Alias",
                                              "AWS::Route53::RecordSet",
                                              "AWS::EC2::VPC",
                                              "AWS::EC2::Subnet",
                                              "AWS::EC2::Route",
                                              "AWS::EC2::InternetGateway",
                                              "AWS::EC2::SecurityGroup",
                                              "AWS::Backup::BackupVault",
                                              "AWS::Backup::BackupSelection",
                                              "AWS::CertificateManager::" };
    for (size_t i = 0; i < sizeof free_types / sizeof *free_types; i++)
        if (text_starts(type, free_types[i])) return !text_starts(type, "AWS::EC2::VPCEndpoint");
    return false;
}

static void resource_add(struct estimate *estimate, const struct node *resource)
{
    const char *type = node_word(resource, "Type");
    for (size_t i = 0; type && i < sizeof types / sizeof *types; i++) {
        if (strcmp(type, types[i].type) != 0) continue;
        if (types[i].estimator) types[i].estimator(estimate, resource);
        return;
    }
    if (type && !is_free(type)) estimate_leave(estimate, type);
}

struct spent { /* on one resource, whose lines stand side by side */
    struct cost_line *first, *last;
    double usd;
    int order;
};

static int most_first(const void *left, const void *right)
{
    const struct spent *a = left, *b = right;
    if (a->usd < b->usd) return 1;
    return a->usd > b->usd ? -1 : a->order - b->order;
}

/* What costs most is what people look for. */
static void lines_sort(struct estimate *estimate)
{
    int count = 0, room = 0;
    for (const struct cost_line *l = estimate->cost->first; l; l = l->next) room++;
    struct spent *all = arena_take(estimate->arena, ((size_t)room + 1) * sizeof *all);
    for (struct cost_line *l = estimate->cost->first; l; l = l->next) {
        if (!count || strcmp(all[count - 1].first->id, l->id) != 0) {
            all[count] = (struct spent){ .first = l, .order = count };
            count++;
        }
        all[count - 1].last = l;
        all[count - 1].usd += l->usd;
    }
    qsort(all, (size_t)count, sizeof *all, most_first);
    struct cost_line **end = &estimate->cost->first;
    for (int i = 0; i < count; i++) {
        *end = all[i].first;
        end = &all[i].last->next;
    }
    *end = NULL;
}

static int by_type(const void *left, const void *right)
{
    return strcmp((*(struct cost_left *const *)left)->type, (*(struct cost_left *const *)right)->type);
}

static void left_sort(struct estimate *estimate)
{
    size_t count = 0, at = 0;
    for (const struct cost_left *l = estimate->cost->left; l; l = l->next) count++;
    struct cost_left **all = arena_take(estimate->arena, (count + 1) * sizeof *all);
    for (struct cost_left *l = estimate->cost->left; l; l = l->next) all[at++] = l;
    if (count) qsort(all, count, sizeof *all, by_type);
    struct cost_left **end = &estimate->cost->left;
    for (size_t i = 0; i < count; i++, end = &(*end)->next) *end = all[i];
    *end = NULL;
}

static struct cost *stack_cost(struct arena *arena, const struct stack *stack, const struct traffic *traffic,
                               enum cost_term term)
{
    struct cost *cost = arena_take(arena, sizeof *cost);
    *cost = (struct cost){ .stack = stack,
                           .other_region = stack->region && strcmp(stack->region, PRICE_REGION) != 0 };
    const struct known known = stack_known(arena, stack, NULL);
    const struct node *resources =
        evaluate_section(evaluation_new(arena, stack->template, &known), "Resources");
    struct estimate estimate = { .arena = arena,
                                 .cost = cost,
                                 .resources = resources,
                                 .usages = usages_read(arena, resources, stack->primary ? traffic : NULL),
                                 .end = &cost->first,
                                 .left = index_new(arena),
                                 .term = term };
    for (const struct node *n = node_pairs(resources); n; n = n->next) resource_add(&estimate, n);
    lines_sort(&estimate);
    left_sort(&estimate);
    return cost;
}

struct cost *cost_new(struct arena *arena, const struct stack *first, const struct traffic *traffic,
                      enum cost_term term)
{
    struct cost *costs = NULL, **end = &costs;
    for (const struct stack *s = first; s; s = s->next) {
        *end = stack_cost(arena, s, traffic, term);
        end = &(*end)->next;
    }
    return costs;
}

double cost_whole(const struct cost *cost)
{
    double usd = 0;
    for (; cost; cost = cost->next) usd += cost->usd;
    return usd;
}
