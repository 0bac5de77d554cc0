#include "stacks/cost/usage.h"
#include "base/index.h"
#include "base/text.h"
#include "templates/core/references.h"
#include <stdlib.h>
#include <string.h>

enum { USUAL_MS = 100, USUAL_LOGS_KB = 1 };
enum direction { READS, WRITES, SENDS };

struct usages {
    struct arena *arena;
    const struct node *resources;
    struct index *by_id, *targets; /* targets: id of a function or of its alias → the function's usage */
};

static struct usage *usage_at(struct usages *usages, const char *id)
{
    struct usage *usage = index_find(usages->by_id, id);
    if (usage) return usage;
    usage = arena_take(usages->arena, sizeof *usage);
    *usage = (struct usage){ .seconds = USUAL_MS / 1000.0, .logs_kb = USUAL_LOGS_KB };
    return index_add(usages->by_id, id, usage);
}

const struct usage *usage_of(const struct usages *usages, const char *id)
{
    static const struct usage none = { .seconds = USUAL_MS / 1000.0, .logs_kb = USUAL_LOGS_KB };
    const struct usage *usage = index_find(usages->by_id, id);
    return usage ? usage : &none;
}

static bool is_type(const struct node *resource, const char *type)
{
    const char *own = node_word(resource, "Type");
    return own && text_same(own, type);
}

static const struct node *property(const struct node *resource, const char *name)
{
    return node_find(node_find(resource, "Properties"), name);
}

static void add_told(struct usages *usages, const struct traffic *told)
{
    struct usage *usage = usage_at(usages, told->id);
    usage->told = told;
    usage->requests = a_month_sum(told->requests);
    usage->reads = a_month_sum(told->reads);
    usage->writes = a_month_sum(told->writes);
    usage->seconds = (told->duration.from ? (double)told->duration.value : USUAL_MS) / 1000;
    usage->logs_kb = told->logs.from ? (double)told->logs.value : USUAL_LOGS_KB;
    usage->answers_kb = usage->requests * (double)told->payload.value;
    if (told->distribution && strcmp(told->distribution, told->id) != 0)
        *usage_at(usages, told->distribution) =
            (struct usage){ .told = told, .requests = usage->requests, .answers_kb = usage->answers_kb };
}

/* Functions are found by their own id and by that of an alias; concurrency that is kept is counted. */
static void add_targets(struct usages *usages)
{
    for (const struct node *r = node_pairs(usages->resources); r; r = r->next) {
        if (is_type(r, "AWS::Lambda::Function")) index_add(usages->targets, r->key, usage_at(usages, r->key));
        if (!is_type(r, "AWS::Lambda::Alias")) continue;
        const char *id = reference_first(usages->arena, property(r, "FunctionName"));
        if (!id) continue;
        struct usage *usage = usage_at(usages, id);
        const char *kept =
            node_word(property(r, "ProvisionedConcurrencyConfig"), "ProvisionedConcurrentExecutions");
        if (kept) usage->kept += strtod(kept, NULL);
        index_add(usages->targets, r->key, usage);
    }
}

static struct usage *target(struct usages *usages, const struct node *value)
{
    const char *id = reference_first(usages->arena, value);
    return id ? index_find(usages->targets, id) : NULL;
}

/* What a function that an API may call is asked, the API is asked; each function is counted once. */
static void add_permission(struct usages *usages, struct index *counted, const struct node *permission)
{
    const char *api = reference_first(usages->arena, property(permission, "SourceArn"));
    const char *called = reference_first(usages->arena, property(permission, "FunctionName"));
    struct usage *function = target(usages, property(permission, "FunctionName"));
    if (!api || !function || !function->told) return;
    const char *pair = arena_join(usages->arena, arena_join(usages->arena, api, " "), called);
    if (index_find(counted, pair)) return;
    index_add(counted, pair, function);
    struct usage *usage = usage_at(usages, api);
    if (usage->told) return;
    usage->requests += function->requests;
    usage->answers_kb += function->answers_kb;
}

static void add_taken(struct usages *usages, const struct node *source, const struct node *function)
{
    const char *id = reference_first(usages->arena, source);
    const struct usage *by = target(usages, function);
    if (id && by && by->told) usage_at(usages, id)->taken += by->requests;
}

/* All subscribers get the same messages. */
static void add_subscription(struct usages *usages, const struct node *subscription)
{
    const char *id = reference_first(usages->arena, property(subscription, "TopicArn"));
    const struct usage *by = target(usages, property(subscription, "Endpoint"));
    struct usage *topic = id && by && by->told ? usage_at(usages, id) : NULL;
    if (topic && topic->taken < by->requests) topic->taken = by->requests;
}

static void add_rule(struct usages *usages, const struct node *rule)
{
    const struct node *targets = property(rule, "Targets");
    for (const struct node *t = targets ? targets->first : NULL; t; t = t->next)
        add_taken(usages, property(rule, "EventBusName"), node_find(t, "Arn"));
}

struct granting {
    struct usages *usages;
    const struct usage *by;
    bool directions[3];
};

static void grant_add(void *with, const char *id, const char *attribute, const struct node *at)
{
    struct granting *granting = with;
    (void)attribute, (void)at;
    if (index_find(granting->usages->targets, id)) return; /* a function is called by what says how often */
    struct usage *usage = usage_at(granting->usages, id);
    double *const into[] = { &usage->reads, &usage->writes, &usage->sent };
    for (int direction = READS; direction <= SENDS; direction++) {
        const struct traffic *told = usage->told;
        bool own = told && (direction == READS    ? told->reads
                            : direction == WRITES ? told->writes
                                                  : told->requests);
        if (!granting->directions[direction] || own || usage->last[direction] == granting->by) continue;
        usage->last[direction] = granting->by;
        *into[direction] += granting->by->requests;
    }
}

/* A call that has the right to use something uses it once. */
static void add_statement(struct usages *usages, const struct usage *by, const struct node *statement)
{
    static const struct {
        const char *action;
        enum direction direction;
    } asking[] = { { "dynamodb:GetItem", READS },
                   { "dynamodb:Query", READS },
                   { "dynamodb:PutItem", WRITES },
                   { "dynamodb:UpdateItem", WRITES },
                   { "s3:GetObject", READS },
                   { "s3:PutObject", WRITES },
                   { "sqs:SendMessage", SENDS },
                   { "sns:Publish", SENDS },
                   { "events:PutEvents", SENDS },
                   { "states:StartExecution", SENDS },
                   { "states:StartSyncExecution", SENDS },
                   { "kinesis:PutRecord", SENDS } };
    const struct node *actions = node_find(statement, "Action"), *on = node_find(statement, "Resource");
    struct granting granting = { usages, by, { false } };
    if (!actions || actions->shape != LIST || !on) return;
    for (const struct node *a = actions->first; a; a = a->next)
        for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
            if (a->shape == SCALAR && !strcmp(a->text, asking[i].action))
                granting.directions[asking[i].direction] = true;
    references_each(usages->arena, on, &(struct referring){ grant_add, &granting });
}

static void add_logs(struct usages *usages, const struct node *group, double kb)
{
    const char *id = reference_first(usages->arena, group);
    if (id) usage_at(usages, id)->written_kb += kb;
}

static void add_function(struct usages *usages, const struct node *function)
{
    const struct usage *by = usage_of(usages, function->key);
    const char *role = reference_first(usages->arena, property(function, "Role"));
    if (!by->told || !role) return;
    add_logs(usages, node_find(property(function, "LoggingConfig"), "LogGroup"), by->requests * by->logs_kb);
    const struct node *policies = property(node_find(usages->resources, role), "Policies");
    for (const struct node *p = policies ? policies->first : NULL; p; p = p->next) {
        const struct node *statements = node_find(node_find(p, "PolicyDocument"), "Statement");
        for (const struct node *s = statements ? statements->first : NULL; s; s = s->next)
            add_statement(usages, by, s);
    }
}

struct keeping {
    struct usages *usages;
    double count;
};

static void keep(void *with, const char *id, const char *attribute, const struct node *at)
{
    struct keeping *keeping = with;
    (void)attribute, (void)at;
    usage_at(keeping->usages, id)->kept = keeping->count;
}

/* How many containers there are at least: service/CLUSTER/SERVICE. */
static void add_scaling(struct usages *usages, const struct node *target)
{
    const char *of = node_word(node_find(target, "Properties"), "ServiceNamespace");
    const char *least = node_word(node_find(target, "Properties"), "MinCapacity");
    if (!of || strcmp(of, "ecs") != 0 || !least || !property(target, "ResourceId")) return;
    struct keeping keeping = { usages, strtod(least, NULL) };
    references_each(usages->arena, property(target, "ResourceId"), &(struct referring){ keep, &keeping });
}

/* A task of a service runs the whole month. */
static void add_service(struct usages *usages, const struct node *service)
{
    const char *task = reference_first(usages->arena, property(service, "TaskDefinition"));
    if (task) usage_at(usages, task)->kept = 1;
}

static void front(void *with, const char *id, const char *attribute, const struct node *at)
{
    (void)attribute, (void)at;
    usage_at(with, id)->fronted = true;
}

static void add_distribution(struct usages *usages, const struct node *distribution)
{
    const struct node *origins = node_find(property(distribution, "DistributionConfig"), "Origins");
    if (origins) references_each(usages->arena, origins, &(struct referring){ front, usages });
}

/* What is asked of an API is written into its access log, a line of about 1 KB each. */
static void add_access_log(struct usages *usages, const struct node *stage)
{
    const char *api = reference_first(usages->arena, property(stage, "RestApiId"));
    const struct node *settings = property(stage, "AccessLogSetting");
    if (!api) api = reference_first(usages->arena, property(stage, "ApiId"));
    if (!settings) settings = property(stage, "AccessLogSettings");
    if (!api || !settings) return;
    add_logs(usages, node_find(settings, "DestinationArn"), usage_of(usages, api)->requests * USUAL_LOGS_KB);
}

static void settle(struct usages *usages)
{
    for (const struct node *r = node_pairs(usages->resources); r; r = r->next) {
        struct usage *usage = index_find(usages->by_id, r->key);
        if (is_type(r, "AWS::ApiGateway::Stage") || is_type(r, "AWS::ApiGatewayV2::Stage"))
            add_access_log(usages, r);
        if (!usage || (usage->told && usage->told->requests)) continue;
        double most = usage->sent > usage->taken ? usage->sent : usage->taken;
        if (most > usage->requests) usage->requests = most;
    }
}

struct usages *usages_read(struct arena *arena, const struct node *resources, const struct traffic *traffic)
{
    struct usages *usages = arena_take(arena, sizeof *usages);
    struct index *counted = index_new(arena);
    *usages = (struct usages){ arena, resources, index_new(arena), index_new(arena) };
    for (; traffic && traffic->from; traffic++)
        if (traffic->id) add_told(usages, traffic);
    add_targets(usages);
    for (const struct node *r = node_pairs(resources); r; r = r->next) {
        if (is_type(r, "AWS::Lambda::Permission")) add_permission(usages, counted, r);
        if (is_type(r, "AWS::Lambda::EventSourceMapping"))
            add_taken(usages, property(r, "EventSourceArn"), property(r, "FunctionName"));
        if (is_type(r, "AWS::SNS::Subscription")) add_subscription(usages, r);
        if (is_type(r, "AWS::Events::Rule")) add_rule(usages, r);
        if (is_type(r, "AWS::Lambda::Function")) add_function(usages, r);
        if (is_type(r, "AWS::ApplicationAutoScaling::ScalableTarget")) add_scaling(usages, r);
        if (is_type(r, "AWS::ECS::Service")) add_service(usages, r);
        if (is_type(r, "AWS::CloudFront::Distribution")) add_distribution(usages, r);
    }
    settle(usages);
    return usages;
}
