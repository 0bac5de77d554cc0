/* Routes of APIs that are written as raw resources, and overrides of generated ones. What the description
 * says of a generated route has been checked where it was written. */
#include "service/intrinsic.h"
#include "templates/api/route_open.h"
#include "templates/audit/audit.h"
#include "templates/core/policy_read.h"
#include "templates/service.h"
#include <string.h>
#include <strings.h>

static bool is_raw(const struct audit *audit)
{
    return node_find(audit->template->service->resources.from, audit->resource->key);
}

static void found(const struct audit *audit, struct place place, const char *route)
{
    audit_report(audit, FINDING(route_unprotected), place,
                 "use an authorizer, AWS_IAM, or an API key with a usage plan", "anyone can call %s", route);
}

/* By a resource policy, or by where it can be reached from. */
static bool is_api_restricted(const struct audit *audit, const struct node *api)
{
    const struct node *properties = node_find(api, "Properties");
    return node_find(properties, "Policy") ||
           node_find(node_find(properties, "Body"), "x-amazon-apigateway-policy") ||
           audit_is_word(audit, node_find(properties, "EndpointConfiguration"), "Types", "PRIVATE");
}

static bool is_authorized(const struct audit *audit, const struct node *properties)
{
    const struct node *type = node_find(properties, "AuthorizationType");
    return (type && !audit_is_word(audit, properties, "AuthorizationType", "NONE")) ||
           audit_is_word(audit, properties, "ApiKeyRequired", "true");
}

void audit_method(const struct audit *audit, const struct node *properties)
{
    const struct node *method = node_find(properties, "HttpMethod");
    const char *name = method ? audit_text(audit, method) : "";
    bool mock = audit_is_word(audit, node_find(properties, "Integration"), "Type", "MOCK");
    if (!route_changes_data(name) || mock || is_authorized(audit, properties) ||
        is_api_restricted(audit, audit_referred(audit->template, properties, "RestApiId")))
        return;
    found(audit, audit_place(audit, method), name);
}

void audit_route(const struct audit *audit, const struct node *properties)
{
    const struct node *key = node_find(properties, "RouteKey"),
                      *type = node_find(properties, "AuthorizationType");
    const char *name = key ? audit_text(audit, key) : "";
    const struct node *api = node_find(audit_referred(audit->template, properties, "ApiId"), "Properties");
    bool message = !strcmp(name, "$default") && audit_is_word(audit, api, "ProtocolType", "WEBSOCKET");
    if (!is_raw(audit) && !(type && type->place.file)) return;
    if (!route_changes_data(name) || message || is_authorized(audit, properties)) return;
    found(audit, audit_place(audit, type ? type : key), name);
}

/* The short way to an HTTP API: one target for one route, by which everything comes that names none. */
void audit_quick_route(const struct audit *audit, const struct node *properties)
{
    const struct node *target = node_find(properties, "Target"), *key = node_find(properties, "RouteKey");
    const char *name = key ? audit_text(audit, key) : "$default";
    if (target && route_changes_data(name)) found(audit, audit_place(audit, key ? key : target), name);
}

/* A list that names no scheme, or names one as optional. */
static bool is_open(const struct node *security)
{
    if (!security) return true;
    if (security->shape != LIST) return false;
    bool optional = !security->first;
    for (const struct node *n = security->first; n; n = n->next)
        optional = optional || (n->shape == MAP && !n->first);
    return optional;
}

static void check_operation(const struct audit *audit, const char *path, const struct node *operation,
                            const struct node *default_security)
{
    const struct node *own = node_find(operation, "security"),
                      *integration = node_find(operation, "x-amazon-apigateway-integration");
    const char *method =
        strcmp(operation->key, "x-amazon-apigateway-any-method") != 0 ? operation->key : "ANY";
    const char *kind = node_word(integration, "type");
    if (!route_changes_data(method) || (kind && !strcasecmp(kind, "mock"))) return;
    if (!is_raw(audit) && !(own && own->place.file)) return;
    if (!is_open(own ? own : default_security)) return;
    struct place place = operation->key_place.file ? operation->key_place : audit->place;
    found(audit, own ? audit_place(audit, own) : place,
          arena_text(audit->template->arena, "%s %s", method, path));
}

void audit_openapi(const struct audit *audit, const struct node *body)
{
    const struct node *paths = body->shape == MAP ? node_find(body, "paths") : NULL;
    if (!paths || paths->shape != MAP || is_intrinsic(paths) || is_api_restricted(audit, audit->resource))
        return;
    for (const struct node *path = paths->first; path; path = path->next)
        for (const struct node *n = path->shape == MAP ? path->first : NULL; n; n = n->next)
            if (n->shape == MAP) check_operation(audit, path->key, n, node_find(body, "security"));
}
