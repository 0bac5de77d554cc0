#include "base/text.h"
#include "stacks/cost/reckoning.h"
#include <stdlib.h>
#include <string.h>

const char *const assumption_about[ASSUMPTION_COUNT] = {
#define ASSUMPTION(id, sentence) [ASSUMED_##id] = sentence,
#include "stacks/cost/assumptions.def"
#undef ASSUMPTION
};

/* A type without a function costs nothing, or what costs is told at another; one that is not here is told
 * not to be reckoned. */
static const struct {
    const char *type;
    reckon *reckon;
} types[] = {
    { "AWS::Lambda::Function", reckon_function },
    { "AWS::Lambda::Alias", reckon_alias },
    { "AWS::Lambda::Version", NULL },
    { "AWS::Lambda::Permission", NULL },
    { "AWS::Lambda::LayerVersion", NULL },
    { "AWS::Lambda::EventSourceMapping", NULL },
    { "AWS::Lambda::EventInvokeConfig", NULL },
    { "AWS::Lambda::Url", NULL },
    { "AWS::Logs::LogGroup", reckon_log_group },
    { "AWS::ApiGateway::RestApi", reckon_rest_api },
    { "AWS::ApiGateway::Stage", reckon_rest_stage },
    { "AWS::ApiGatewayV2::Api", reckon_http_api },
    { "AWS::StepFunctions::StateMachine", reckon_workflow },
    { "AWS::ECS::Service", reckon_container },
    { "AWS::ECS::TaskDefinition", reckon_container_task },
    { "AWS::ECS::Cluster", NULL },
    { "AWS::DynamoDB::GlobalTable", reckon_table },
    { "AWS::DynamoDB::Table", reckon_table },
    { "AWS::S3::Bucket", reckon_bucket },
    { "AWS::SQS::Queue", reckon_queue },
    { "AWS::SNS::Topic", reckon_topic },
    { "AWS::Events::EventBus", reckon_bus },
    { "AWS::Kinesis::Stream", reckon_stream },
    { "AWS::CloudFront::Distribution", reckon_cdn },
    { "AWS::CloudFront::Function", NULL },
    { "AWS::CloudFront::OriginAccessControl", NULL },
    { "AWS::CloudFront::CachePolicy", NULL },
    { "AWS::CloudWatch::Alarm", reckon_alarm },
    { "AWS::CloudWatch::Dashboard", reckon_dashboard },
    { "AWS::SecretsManager::Secret", reckon_secret },
    { "AWS::SecretsManager::RotationSchedule", NULL },
    { "AWS::SecretsManager::ResourcePolicy", NULL },
    { "AWS::KMS::Key", reckon_key },
    { "AWS::WAFv2::WebACL", reckon_firewall },
    { "AWS::EC2::NatGateway", reckon_network_gateway },
    { "AWS::SSM::Parameter", reckon_parameter },
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

void reckoning_add(struct reckoning *reckoning, const struct node *resource, enum price price,
                   double quantity)
{
    if (quantity <= 0) return;
    struct cost_line *line = arena_take(reckoning->arena, sizeof *line);
    double own = price_regional(price, reckoning->cost->stack->region);
    *line = (struct cost_line){ .id = resource->key,
                                .type = node_word(resource, "Type"),
                                .price = price,
                                .quantity = quantity,
                                .usd = own > 0 ? quantity / price_about[price].per * own
                                               : price_amount(price, quantity),
                                .each = own > 0 ? own : price_first(price),
                                .regional = own > 0,
                                .place = resource->place };
    *reckoning->end = line;
    reckoning->end = &line->next;
    reckoning->cost->usd += line->usd;
    reckoning->cost->regional = reckoning->cost->regional || line->regional;
}

void reckoning_leave(struct reckoning *reckoning, const char *type)
{
    struct cost_left **at = &reckoning->cost->left;
    while (*at && strcmp((*at)->type, type) < 0) at = &(*at)->next;
    if (!*at || strcmp((*at)->type, type) != 0) {
        struct cost_left *left = arena_take(reckoning->arena, sizeof *left);
        *left = (struct cost_left){ *at, type, 0 };
        *at = left;
    }
    (*at)->count++;
}

void reckoning_assume(struct reckoning *reckoning, enum assumption assumption)
{
    reckoning->cost->assumed[assumption] = true;
}

const struct node *reckoning_property(const struct node *resource, const char *name)
{
    return node_find(node_find(resource, "Properties"), name);
}

double reckoning_number(const struct node *resource, const char *name, double otherwise)
{
    const struct node *value = reckoning_property(resource, name);
    return value && value->shape == SCALAR ? strtod(value->text, NULL) : otherwise;
}

static void resource_add(struct reckoning *reckoning, const struct node *resource)
{
    const char *type = node_word(resource, "Type");
    for (size_t i = 0; type && i < sizeof types / sizeof *types; i++) {
        if (strcmp(type, types[i].type) != 0) continue;
        if (types[i].reckon) types[i].reckon(reckoning, resource);
        return;
    }
    if (type && !is_free(type)) reckoning_leave(reckoning, type);
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
static void lines_sort(struct reckoning *reckoning)
{
    int count = 0, room = 0;
    for (const struct cost_line *l = reckoning->cost->first; l; l = l->next) room++;
    struct spent *all = arena_take(reckoning->arena, ((size_t)room + 1) * sizeof *all);
    for (struct cost_line *l = reckoning->cost->first; l; l = l->next) {
        if (!count || strcmp(all[count - 1].first->id, l->id) != 0) {
            all[count] = (struct spent){ .first = l, .order = count };
            count++;
        }
        all[count - 1].last = l;
        all[count - 1].usd += l->usd;
    }
    qsort(all, (size_t)count, sizeof *all, most_first);
    struct cost_line **end = &reckoning->cost->first;
    for (int i = 0; i < count; i++) {
        *end = all[i].first;
        end = &all[i].last->next;
    }
    *end = NULL;
}

static struct cost *stack_cost(struct arena *arena, const struct stack *stack, const struct traffic *traffic,
                               enum cost_term term)
{
    struct cost *cost = arena_take(arena, sizeof *cost);
    *cost = (struct cost){ .stack = stack,
                           .other_region = stack->region && strcmp(stack->region, PRICE_REGION) != 0 };
    const struct node *resources = node_find(stack->template, "Resources");
    struct reckoning reckoning = { .arena = arena,
                                   .cost = cost,
                                   .resources = resources,
                                   .usages = usages_read(arena, resources, stack->primary ? traffic : NULL),
                                   .end = &cost->first,
                                   .term = term };
    for (const struct node *n = node_pairs(resources); n; n = n->next) resource_add(&reckoning, n);
    lines_sort(&reckoning);
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
