/* Load balancers and GraphQL APIs that take changes from everyone. */
#include "base/index.h"
#include "service/intrinsic.h"
#include "templates/api/route_open.h"
#include "templates/audit/audit.h"
#include "templates/core/policy_read.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The first of several alternatives whose property has the word. */
static const struct node *entry_with(const struct audit *audit, const struct node *list, const char *key,
                                     const char *word)
{
    const struct node *const *each = policy_values(audit->template->arena, list);
    while (*each && ((*each)->shape != MAP || !audit_is_word(audit, *each, key, word))) each++;
    return *each;
}

static bool asks_who_calls(const struct audit *audit, const struct node *actions)
{
    static const char *const types[] = { "authenticate-cognito", "authenticate-oidc", "jwt-validation" };
    bool asks = false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        asks = asks || entry_with(audit, actions, "Type", types[i]);
    return asks;
}

static const struct node *condition_values(const struct audit *audit, const struct node *conditions,
                                           const char *field, const char *config)
{
    const struct node *condition = entry_with(audit, conditions, "Field", field);
    const struct node *values = node_find(node_find(condition, config), "Values");
    return values ? values : node_find(condition, "Values");
}

static bool is_change(const char *method) { return route_changes_data(method); }

static bool is_everywhere(const char *block)
{
    const char *slash = strchr(block, '/');
    return slash && strtol(slash + 1, NULL, 10) == 0;
}

/* Requests that change nothing, from some addresses only, or with a header whose value is agreed upon. */
static bool are_requests_limited(const struct audit *audit, const struct node *conditions)
{
    const struct node *methods =
        condition_values(audit, conditions, "http-request-method", "HttpRequestMethodConfig");
    const struct node *blocks = condition_values(audit, conditions, "source-ip", "SourceIpConfig");
    return (methods && !audit_find(audit, methods, is_change)) ||
           (blocks && !audit_find(audit, blocks, is_everywhere)) ||
           entry_with(audit, conditions, "Field", "http-header");
}

/* `listener` holds the properties of one; NULL: it is of another stack. */
static bool is_public(const struct audit *audit, const struct node *listener)
{
    const struct node *balancer = audit_referred(audit->template, listener, "LoadBalancerArn");
    const struct node *protocol = node_find(listener, "Protocol");
    return !audit_is_word(audit, node_find(balancer, "Properties"), "Scheme", "internal") &&
           (!protocol || audit_is_word(audit, listener, "Protocol", "HTTP") ||
            audit_is_word(audit, listener, "Protocol", "HTTPS"));
}

static void check_actions(const struct audit *audit, const struct node *actions)
{
    const struct node *forward = entry_with(audit, actions, "Type", "forward");
    if (!forward || asks_who_calls(audit, actions)) return;
    audit_report(audit, FINDING(route_unprotected), audit_place(audit, forward),
                 "make authenticate-oidc or jwt-validation the first action, or, if the target authenticates "
                 "callers, add: # "
                 "cfgen: allow W806 REASON",
                 "anyone can send requests that change data through the load balancer");
}

void audit_listener_rule(const struct audit *audit, const struct node *properties)
{
    const struct node *listener =
        node_find(audit_referred(audit->template, properties, "ListenerArn"), "Properties");
    if (is_public(audit, listener) && !are_requests_limited(audit, node_find(properties, "Conditions")))
        check_actions(audit, node_find(properties, "Actions"));
}

void audit_listener(const struct audit *audit, const struct node *properties)
{
    if (node_find(properties, "Protocol") && is_public(audit, properties))
        check_actions(audit, node_find(properties, "DefaultActions"));
}

/* Whether a schema of the template says that the API changes nothing. */
static bool only_reads(const struct audit *audit)
{
    const struct node *schema = index_find(audit->graphql, audit->resource->key);
    const struct node *definition = node_find(node_find(schema, "Properties"), "Definition");
    return definition && !strcasestr(audit_text(audit, definition), "mutation");
}

void audit_graphql(const struct audit *audit, const struct node *properties)
{
    const struct node *type = node_find(properties, "AuthenticationType");
    if (!audit_is_word(audit, properties, "AuthenticationType", "API_KEY") ||
        audit_is_word(audit, properties, "Visibility", "PRIVATE") || only_reads(audit))
        return;
    audit_report(audit, FINDING(route_unprotected), audit_place(audit, type),
                 "AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT, AWS_IAM or AWS_LAMBDA",
                 "anyone with the API key, which every client holds, can change data by the GraphQL API");
}

void audit_publish(const struct audit *audit, const struct node *type)
{
    if (!strcmp(audit_text(audit, type), "API_KEY"))
        audit_report(audit, FINDING(route_unprotected), audit_place(audit, type),
                     "AMAZON_COGNITO_USER_POOLS, OPENID_CONNECT, AWS_IAM or AWS_LAMBDA",
                     "anyone with the API key, which every client holds, can publish events");
}
