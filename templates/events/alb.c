/* Requests of a load balancer that exists elsewhere: a rule of one of its listeners leads to a target group
 * of the function's own.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html */
#include "service/intrinsic.h"
#include "templates/events/events.h"
#include "templates/wiring/call.h"
#include "templates/wiring/rule.h"

struct alb_health {
    const struct node *from;
    struct text path;
    struct seconds every, timeout;
};

struct alb {
    const struct node *from;
    struct text listener, *path, *host, *method, *ip;
    struct any header, query;
    struct integer priority;
    struct flag lists;
    struct alb_health health;
};

static const struct field health_fields[] = {
    { FIELD(alb_health, path), .property = "HealthCheckPath", .required = true,
      .about = "Path of the health check, such as /health." },
    { FIELD(alb_health, every), .property = "HealthCheckIntervalSeconds",
      .about = "Time between two health checks.", .default_value = "35s" },
    { FIELD(alb_health, timeout), .property = "HealthCheckTimeoutSeconds",
      .about = "Time after which a health check has failed.", .default_value = "30s" },
    { 0 },
};
static const struct form alb_health_form = { .what = "a path, or {path, every, timeout}",
                                             .brief = "path",
                                             .type = "AWS::ElasticLoadBalancingV2::TargetGroup",
                                             .size = sizeof(struct alb_health),
                                             .fields = health_fields };

static const struct field fields[] = {
    { FIELD(alb, listener), .property = "ListenerArn", .required = true, .about = "ARN of the listener." },
    { FIELD(alb, priority), .property = "Priority", .required = true,
      .about = "Priority of the listener rule. Rules with lower numbers are evaluated first; each number can "
               "be used once." },
    { FIELD(alb, path), .about = "Paths, such as /quests or /quests/*." },
    { FIELD(alb, method), .about = "HTTP methods, such as GET." },
    { FIELD(alb, host), .about = "Host names, such as quests.example or *.quests.example." },
    { FIELD(alb, ip), .about = "Source IP addresses, such as 192.0.2.0/24." },
    { FIELD(alb, header), .about = "Headers and their values: {x-plan: [gold, silver]}." },
    { FIELD(alb, query), .about = "Query parameters and their values: {version: 1}." },
    { FIELD(alb, lists),
      .about = "Pass headers and query parameters as lists, so that repeated ones are kept.",
      .default_value = "false" },
    { NESTED(alb, health, alb_health), .about = "Health check of the function.",
      .default_text = "no health check" },
    { 0 },
};
const struct form alb_event_form = { .key = "alb",
                                     .what = "{listener, priority, path}",
                                     .type = "AWS::ElasticLoadBalancingV2::ListenerRule",
                                     .size = sizeof(struct alb),
                                     .fields = fields };

/* One condition of a rule, of whose values any will do. */
static struct node *condition_add(struct node *conditions, const char *field, const char *config)
{
    struct arena *arena = conditions->arena;
    struct node *condition = node_add(conditions, NULL, node_map(arena));
    node_add(condition, "Field", node_text(arena, field));
    return node_add(condition, config, node_map(arena));
}

static void words_add(struct node *conditions, const char *field, const char *config,
                      const struct text *words)
{
    if (!words || !words->from) return;
    struct arena *arena = conditions->arena;
    struct node *values = node_add(condition_add(conditions, field, config), "Values", node_list(arena));
    for (; words->from; words++)
        node_add(values, NULL, node_text(arena, words->value))->place = node_place(words->from);
}

static void value_add(struct node *values, const struct node *from, const char *key)
{
    struct arena *arena = values->arena;
    struct node *value = node_copy(arena, from), *pair = key ? node_map(arena) : value;
    value->place = pair->place = node_place(from);
    if (value->shape == SCALAR) value->quoted = true;
    if (key) {
        node_add(pair, "Key", node_text(arena, key));
        node_add(pair, "Value", value);
    }
    node_add(values, NULL, pair);
}

/* Of one value or a list of them. */
static void values_add(struct node *config, const struct node *from, const char *key)
{
    struct node *values = node_add(config, "Values", node_list(config->arena));
    if (from->shape != LIST) value_add(values, from, key);
    for (const struct node *n = from->shape == LIST ? from->first : NULL; n; n = n->next)
        value_add(values, n, key);
}

static bool is_mapping(struct template *template, const struct node *from, const char *key)
{
    if (!from || (from->shape == MAP && !is_intrinsic(from))) return from;
    diag_add(template->diags, FINDING(wrong_shape), node_place(from), NULL,
             "%s must be a mapping of names to values", key);
    return false;
}

static void conditions_write(struct template *template, const struct alb *alb, struct node *conditions)
{
    struct arena *arena = template->arena;
    words_add(conditions, "path-pattern", "PathPatternConfig", alb->path);
    words_add(conditions, "http-request-method", "HttpRequestMethodConfig", alb->method);
    words_add(conditions, "host-header", "HostHeaderConfig", alb->host);
    words_add(conditions, "source-ip", "SourceIpConfig", alb->ip);
    if (is_mapping(template, alb->header.from, "header"))
        for (const struct node *n = alb->header.from->first; n; n = n->next) {
            struct node *config = condition_add(conditions, "http-header", "HttpHeaderConfig");
            node_add(config, "HttpHeaderName", node_text(arena, n->key));
            values_add(config, n, NULL);
        }
    if (is_mapping(template, alb->query.from, "query"))
        for (const struct node *n = alb->query.from->first; n; n = n->next)
            values_add(condition_add(conditions, "query-string", "QueryStringConfig"), n, n->key);
    conditions->place = node_place(alb->from);
    schema_check(template->schemas, alb_event_form.type, "Conditions", "alb", conditions, template->diags);
}

/* https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
static void check_conditions(struct template *template, const struct alb *alb, const struct node *conditions)
{
    enum { MOST_VALUES = 5 };
    int count = 0;
    for (const struct node *n = conditions->first; n; n = n->next)
        count += node_find(n->last, "Values")->count;
    if (!count)
        diag_add(template->diags, FINDING(missing_key), node_place(alb->from),
                 "write path: '*' for every request", "a rule needs `path` or another condition");
    if (count > MOST_VALUES)
        diag_add(template->diags, FINDING(out_of_range), node_place(alb->from), "use two events",
                 "a listener rule can have at most %d values (got %d)", MOST_VALUES, count);
}

static const char *group_write(struct template *template, const struct bound_function *bound,
                               const struct alb *alb, const char *id)
{
    struct arena *arena = template->arena;
    const char *group = arena_join(arena, id, "TargetGroup"),
               *permission = arena_join(arena, id, "Permission");
    struct resource made =
        template_add(template, group, "AWS::ElasticLoadBalancingV2::TargetGroup", node_place(alb->from));
    node_add(made.properties, "TargetType", node_text(arena, "lambda"));
    struct node *target =
        node_add(node_add(made.properties, "Targets", node_list(arena)), NULL, node_map(arena));
    node_add(target, "Id", function_target(template, bound));
    node_add(made.node, "DependsOn", node_text(arena, permission));
    if (alb->lists.value) {
        struct node *attribute = node_add(
            node_add(made.properties, "TargetGroupAttributes", node_list(arena)), NULL, node_map(arena));
        node_add(attribute, "Key", node_text(arena, "lambda.multi_value_headers.enabled"));
        node_add(attribute, "Value", node_text(arena, "true"));
    }
    if (alb->health.from) {
        node_add(made.properties, "HealthCheckEnabled", node_flag(arena, true));
        template_write(template, &alb_health_form, &alb->health, made.properties);
    }
    /* The group asks for the right when it is made: its own ARN is not known yet. */
    function_permit(
        template, bound, permission, "elasticloadbalancing.amazonaws.com",
        intrinsic_sub_text(
            arena,
            "arn:${AWS::Partition}:elasticloadbalancing:${AWS::Region}:${AWS::AccountId}:targetgroup/*"));
    return group;
}

static void check_priority(struct template *template, const struct alb *alb)
{
    for (const struct node *n = template->resources->first; n; n = n->next) {
        const struct node *p = node_find(n, "Properties"), *same = node_find(p, "Priority");
        if (!same || !node_same(same, alb->priority.from)) continue;
        const struct node *listener = node_find(p, "ListenerArn");
        if (!listener || !node_same(listener, alb->listener.from)) continue;
        struct diag *diag = diag_add(template->diags, FINDING(priority_taken), node_place(alb->priority.from),
                                     NULL, "another rule of this listener has the same priority");
        diag_note(template->diags, diag, same->place, "defined here");
    }
}

void alb_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    const struct alb *alb = value;
    struct arena *arena = template->arena;
    if (!alb->listener.from || !alb->priority.from) return;
    /* By what a listener tells its rules apart: what else changes is an update. */
    const char *priority = alb->priority.from->shape == SCALAR ? alb->priority.from->text : "";
    const char *id = rule_id(template, arena_join(arena, bound->id, "Alb"), alb->listener.from, priority);
    check_priority(template, alb);
    const char *group = group_write(template, bound, alb, id);
    struct resource rule = template_add(template, arena_join(arena, id, "Rule"),
                                        "AWS::ElasticLoadBalancingV2::ListenerRule", node_place(alb->from));
    template_write(template, &alb_event_form, alb, rule.properties);
    struct node *conditions = node_add(rule.properties, "Conditions", node_list(arena));
    conditions_write(template, alb, conditions);
    check_conditions(template, alb, conditions);
    struct node *action =
        node_add(node_add(rule.properties, "Actions", node_list(arena)), NULL, node_map(arena));
    node_add(action, "Type", node_text(arena, "forward"));
    node_add(action, "TargetGroupArn", intrinsic_ref(arena, group));
}
