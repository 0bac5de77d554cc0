#include "stacks/cost.h"
#include "base/index.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

struct reckoning {
    struct arena *arena;
    struct cost *cost;
    const struct traffic *traffic; /* NULL: none */
    const struct node *resources;
    struct cost_line **end;
};

static void line_add(struct reckoning *reckoning, const struct node *resource, enum price price,
                     double quantity)
{
    if (quantity <= 0) return;
    struct cost_line *line = arena_take(reckoning->arena, sizeof *line);
    *line = (struct cost_line){ .id = resource->key,
                                .type = node_word(resource, "Type"),
                                .price = price,
                                .quantity = quantity,
                                .usd = price_amount(price, quantity),
                                .place = resource->place };
    *reckoning->end = line;
    reckoning->end = &line->next;
    reckoning->cost->usd += line->usd;
}

static const struct node *property(const struct node *resource, const char *name)
{
    return node_find(node_find(resource, "Properties"), name);
}

static double number(const struct node *resource, const char *name, double otherwise)
{
    const struct node *value = property(resource, name);
    return value && value->shape == SCALAR ? strtod(value->text, NULL) : otherwise;
}

/* The function's name in the description is its logical id's, in another spelling. */
static const struct traffic *traffic_of(const struct reckoning *reckoning, const char *id)
{
    const struct traffic *t = reckoning->traffic;
    for (; t && t->from; t++)
        if (t->function.value &&
            !strcmp(
                arena_join(reckoning->arena, text_pascal(reckoning->arena, t->function.value), "Function"),
                id))
            return t;
    return NULL;
}

static bool refers(const struct node *value, const char *id)
{
    size_t size = strlen(id);
    if (value->shape == SCALAR) {
        const char *at = strstr(value->text, id);
        return at && (!at[size] || strchr(".}", at[size])) && (at == value->text || at[-1] == '{');
    }
    for (const struct node *n = value->first; n; n = n->next)
        if (refers(n, id)) return true;
    return false;
}

/* https://aws.amazon.com/lambda/pricing/: a call lasts 100 ms where nobody says more. */
static void add_function(struct reckoning *reckoning, const struct node *resource)
{
    enum { USUAL_MS = 100, SMALLEST_MB = 128, FREE_STORAGE_MB = 512 };
    const struct traffic *traffic = traffic_of(reckoning, resource->key);
    const struct node *architectures = property(resource, "Architectures");
    bool arm = architectures && architectures->first && !strcmp(architectures->first->text, "arm64");
    if (!traffic) return;
    double seconds = (traffic->duration.from ? (double)traffic->duration.value : USUAL_MS) / 1000;
    double requests = traffic->requests.value, memory = number(resource, "MemorySize", SMALLEST_MB);
    double storage = 0;
    const struct node *size = node_find(property(resource, "EphemeralStorage"), "Size");
    if (size && size->shape == SCALAR) storage = strtod(size->text, NULL) - FREE_STORAGE_MB;
    line_add(reckoning, resource, PRICE_lambda_requests, requests);
    line_add(reckoning, resource, arm ? PRICE_lambda_duration_arm64 : PRICE_lambda_duration_x86,
             requests * seconds * memory / 1024);
    line_add(reckoning, resource, PRICE_lambda_storage, requests * seconds * storage / 1024);
}

/* Concurrency that is kept warm the whole month. */
static void add_alias(struct reckoning *reckoning, const struct node *resource)
{
    const struct node *kept =
        node_find(property(resource, "ProvisionedConcurrencyConfig"), "ProvisionedConcurrentExecutions");
    const struct node *name = property(resource, "FunctionName");
    for (const struct node *f = kept ? reckoning->resources->first : NULL; f; f = f->next) {
        const char *type = node_word(f, "Type");
        if (!type || strcmp(type, "AWS::Lambda::Function") != 0 || !name || !refers(name, f->key)) continue;
        const struct node *architectures = property(f, "Architectures");
        bool arm = architectures && architectures->first && !strcmp(architectures->first->text, "arm64");
        line_add(reckoning, resource, arm ? PRICE_lambda_provisioned_arm64 : PRICE_lambda_provisioned_x86,
                 strtod(kept->text, NULL) * number(f, "MemorySize", 128) / 1024 * HOURS_A_MONTH * 3600);
    }
}

/* The calls of all functions that the API may call, each counted once. */
static double requests_of(const struct reckoning *reckoning, const char *api)
{
    struct index *counted = index_new(reckoning->arena);
    double requests = 0;
    for (const struct node *p = reckoning->resources->first; p; p = p->next) {
        const char *type = node_word(p, "Type");
        const struct node *from = property(p, "SourceArn"), *to = property(p, "FunctionName");
        if (!type || strcmp(type, "AWS::Lambda::Permission") != 0 || !from || !to || !refers(from, api))
            continue;
        for (const struct node *f = reckoning->resources->first; f; f = f->next) {
            const struct traffic *traffic = traffic_of(reckoning, f->key);
            const char *alias = text_ends(f->key, "Function") ? arena_text(reckoning->arena, "%.*sAlias",
                                                                           (int)(strlen(f->key) - 8), f->key)
                                                              : "";
            if (!traffic || index_find(counted, f->key) ||
                (!refers(to, f->key) && !(*alias && refers(to, alias))))
                continue;
            index_add(counted, f->key, (void *)(size_t)traffic);
            requests += traffic->requests.value;
        }
    }
    return requests;
}

static void add_rest(struct reckoning *reckoning, const struct node *resource)
{
    line_add(reckoning, resource, PRICE_api_rest, requests_of(reckoning, resource->key));
}

static void add_http(struct reckoning *reckoning, const struct node *resource)
{
    const struct node *protocol = property(resource, "ProtocolType");
    if (protocol && protocol->shape == SCALAR && !strcmp(protocol->text, "HTTP"))
        line_add(reckoning, resource, PRICE_api_http, requests_of(reckoning, resource->key));
}

static void add_stage(struct reckoning *reckoning, const struct node *resource)
{
    const struct node *size = property(resource, "CacheClusterSize");
    if (!size || size->shape != SCALAR) return;
    if (!strcmp(size->text, "0.5")) line_add(reckoning, resource, PRICE_api_cache_half, HOURS_A_MONTH);
    if (!strcmp(size->text, "237")) line_add(reckoning, resource, PRICE_api_cache_237, HOURS_A_MONTH);
}

static bool allows(const struct node *role, const char *table, const char *action)
{
    const struct node *policies = property(role, "Policies");
    for (const struct node *p = policies ? policies->first : NULL; p; p = p->next) {
        const struct node *statements = node_find(node_find(p, "PolicyDocument"), "Statement");
        for (const struct node *s = statements ? statements->first : NULL; s; s = s->next) {
            const struct node *actions = node_find(s, "Action"), *resources = node_find(s, "Resource");
            if (!actions || !resources || !refers(resources, table)) continue;
            for (const struct node *a = actions->first; a; a = a->next)
                if (a->shape == SCALAR && !strcmp(a->text, action)) return true;
        }
    }
    return false;
}

/* One item of at most 1 KB is written, and one of at most 4 KB read consistently, by each call that has the
 * right. */
static void add_table(struct reckoning *reckoning, const struct node *resource)
{
    double writes = 0, reads = 0;
    for (const struct node *f = reckoning->resources->first; f; f = f->next) {
        const struct traffic *traffic = traffic_of(reckoning, f->key);
        if (!traffic) continue;
        const char *role =
            arena_text(reckoning->arena, "%.*sRole", (int)(strlen(f->key) - strlen("Function")), f->key);
        const struct node *its = node_find(reckoning->resources, role);
        if (allows(its, resource->key, "dynamodb:PutItem")) writes += traffic->requests.value;
        if (allows(its, resource->key, "dynamodb:GetItem")) reads += traffic->requests.value;
    }
    const struct node *replicas = property(resource, "Replicas"), *mode = property(resource, "BillingMode");
    int regions = replicas && replicas->shape == LIST ? replicas->count : 1;
    if (!mode || mode->shape != SCALAR || strcmp(mode->text, "PAY_PER_REQUEST") != 0) return;
    line_add(reckoning, resource, regions > 1 ? PRICE_table_write_replicated : PRICE_table_write,
             writes * regions);
    line_add(reckoning, resource, PRICE_table_read, reads);
}

static void add_alarm(struct reckoning *reckoning, const struct node *resource)
{
    const struct node *metrics = property(resource, "Metrics");
    double count = metrics ? 0 : 1;
    for (const struct node *m = metrics ? metrics->first : NULL; m; m = m->next)
        count += node_find(m, "MetricStat") != NULL;
    line_add(reckoning, resource, PRICE_alarm, count);
}

static void add_stream(struct reckoning *reckoning, const struct node *resource)
{
    const char *mode = node_word(property(resource, "StreamModeDetails"), "StreamMode");
    if (mode && !strcmp(mode, "ON_DEMAND"))
        line_add(reckoning, resource, PRICE_stream_on_demand, HOURS_A_MONTH);
    else
        line_add(reckoning, resource, PRICE_stream_shard, number(resource, "ShardCount", 1) * HOURS_A_MONTH);
}

static void add_dashboard(struct reckoning *r, const struct node *n) { line_add(r, n, PRICE_dashboard, 1); }
static void add_secret(struct reckoning *r, const struct node *n) { line_add(r, n, PRICE_secret, 1); }
static void add_key(struct reckoning *r, const struct node *n) { line_add(r, n, PRICE_key, 1); }
static void add_firewall(struct reckoning *r, const struct node *n) { line_add(r, n, PRICE_firewall, 1); }

/* A type without a function costs nothing; one that is not here is told not to be reckoned. `more`: neither
 * is all of it. */
static const struct {
    const char *type;
    void (*add)(struct reckoning *, const struct node *);
    bool more;
} types[] = {
    { "AWS::Lambda::Function", add_function, false },
    { "AWS::Lambda::Alias", add_alias, false },
    { "AWS::Lambda::Version", NULL, false },
    { "AWS::Lambda::Permission", NULL, false },
    { "AWS::Lambda::LayerVersion", NULL, false },
    { "AWS::Lambda::EventSourceMapping", NULL, false },
    { "AWS::Lambda::Url", NULL, false },
    { "AWS::ApiGateway::RestApi", add_rest, false },
    { "AWS::ApiGateway::Stage", add_stage, false },
    { "AWS::ApiGatewayV2::Api", add_http, false },
    { "AWS::DynamoDB::GlobalTable", add_table, true },
    { "AWS::DynamoDB::Table", add_table, true },
    { "AWS::CloudWatch::Alarm", add_alarm, false },
    { "AWS::CloudWatch::Dashboard", add_dashboard, false },
    { "AWS::SecretsManager::Secret", add_secret, false },
    { "AWS::KMS::Key", add_key, true },
    { "AWS::Kinesis::Stream", add_stream, true },
    { "AWS::WAFv2::WebACL", add_firewall, true },
};

/* They cost nothing by being there or being used. */
static bool is_free(const char *type)
{
    static const char *const free_types[] = { "AWS::IAM::",
                                              "AWS::ApiGateway",
                                              "AWS::ApplicationAutoScaling::",
                                              "AWS::CodeDeploy::",
                                              "AWS::CloudFormation::",
                                              "AWS::Events::EventBus",
                                              "AWS::Events::Rule",
                                              "AWS::Budgets::",
                                              "AWS::SQS::QueuePolicy",
                                              "AWS::SNS::TopicPolicy",
                                              "AWS::S3::BucketPolicy",
                                              "AWS::SNS::Subscription",
                                              "AWS::KMS::Alias",
                                              "AWS::CertificateManager::" };
    for (size_t i = 0; i < sizeof free_types / sizeof *free_types; i++)
        if (text_starts(type, free_types[i])) return true;
    return false;
}

static void left_add(struct reckoning *reckoning, const char *type)
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

static void resource_add(struct reckoning *reckoning, const struct node *resource)
{
    const char *type = node_word(resource, "Type");
    for (size_t i = 0; type && i < sizeof types / sizeof *types; i++) {
        if (strcmp(type, types[i].type) != 0) continue;
        if (types[i].add) types[i].add(reckoning, resource);
        if (types[i].more) left_add(reckoning, type);
        return;
    }
    if (type && !is_free(type)) left_add(reckoning, type);
}

static struct cost *stack_cost(struct arena *arena, const struct stack *stack, const struct traffic *traffic)
{
    struct cost *cost = arena_take(arena, sizeof *cost);
    *cost = (struct cost){ .stack = stack,
                           .other_region = stack->region && strcmp(stack->region, PRICE_REGION) != 0 };
    struct reckoning reckoning = { arena, cost, stack->primary ? traffic : NULL,
                                   node_find(stack->template, "Resources"), &cost->first };
    for (const struct node *n = reckoning.resources ? reckoning.resources->first : NULL; n; n = n->next)
        resource_add(&reckoning, n);
    return cost;
}

struct cost *cost_new(struct arena *arena, const struct stack *first, const struct traffic *traffic)
{
    struct cost *costs = NULL, **end = &costs;
    for (const struct stack *s = first; s; s = s->next) {
        *end = stack_cost(arena, s, traffic);
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
