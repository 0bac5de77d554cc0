/* Who may call which route of an API, a function's URL, a GraphQL API or a load balancer. */
#include "base/buffer.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "stacks/rights/openapi.h"
#include "stacks/rights/readers.h"
#include "templates/core/policy_read.h"
#include <string.h>

/* A caller that AWS knows by its signature. */
static const char by_signature[] = "AWS callers allowed by IAM";

/* Who calls, as the type of authorization says; the authorizer is a reference, a name or NULL. */
static void caller_set(const struct reading *reading, struct grant *grant, const char *type,
                       const char *authorizer)
{
    struct arena *arena = reading->graph->arena;
    grant->guarded = type && strcmp(type, "NONE") != 0;
    if (!grant->guarded) {
        grant->principal = pattern_one(arena, "*");
        return;
    }
    const char *who = authorizer ? subject_of(arena, authorizer) : type;
    const struct node *resource = referred(reading, who);
    grant->principal = pattern_one(arena, who);
    if (!strcmp(type, "AWS_IAM"))
        grant->who = by_signature;
    else if (authorizer)
        grant->who = arena_text(arena, "callers that authorizer %s accepts", resource ? resource->key : who);
    else
        grant->who = arena_text(arena, "callers authorized by %s", type);
}

static void condition_add(struct grant *grant, struct atom *atom)
{
    atom->next = grant->conditions;
    grant->conditions = atom;
}

static void key_required(const struct reading *reading, struct grant *grant)
{
    static const char *const values[] = { "the call has an API key", NULL };
    condition_add(grant, atom_new(reading->graph->arena, "", "", values));
    grant->guarded = true;
}

static void call_add(const struct reading *reading, const char *api, const char *route, struct grant grant)
{
    struct arena *arena = reading->graph->arena;
    grant.action = pattern_one(arena, grant.action.text ? grant.action.text : "call");
    grant.resource = pattern_one(arena, route);
    if (!grant.on) grant.on = route;
    if (!grant.cause.file) grant.cause = reading->properties->place;
    grant_add(reading, arena_text(arena, "%s %s", api, route), grant);
}

static void scopes_add(const struct reading *reading, struct grant *grant, const struct node *scopes)
{
    const char *const *texts = texts_of(reading, scopes);
    if (*texts) condition_add(grant, atom_new(reading->graph->arena, "", "the token has scope", texts));
}

static void authorization_add(const struct reading *reading, const char *api, const char *route,
                              struct grant grant)
{
    const struct node *properties = reading->properties;
    caller_set(reading, &grant, property_text(reading, properties, "AuthorizationType"),
               property_text(reading, properties, "AuthorizerId"));
    scopes_add(reading, &grant, node_find(properties, "AuthorizationScopes"));
    if (property_is(reading, properties, "ApiKeyRequired", "true")) key_required(reading, &grant);
    call_add(reading, api, route, grant);
}

/* Of a websocket API only $connect asks who calls.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html
 */
void read_route(const struct reading *reading, const char *targets)
{
    struct arena *arena = reading->graph->arena;
    const char *route = property_text(reading, reading->properties, "RouteKey"),
               *api = property_text(reading, reading->properties, "ApiId");
    if (!route || !api) return;
    const struct node *of = referred(reading, api);
    bool socket = property_is(reading, properties_of(of), "ProtocolType", "WEBSOCKET"),
         connect = !strcmp(route, "$connect");
    (void)targets;
    if (socket && !connect) return;
    struct grant grant = { 0 };
    if (connect) {
        grant.action = pattern_one(arena, "connect");
        grant.verb = "connect to";
        grant.on = of ? arena_join(arena, "websocket API ", of->key) : "the websocket API";
    }
    authorization_add(reading, api, route, grant);
}

/* The path of a resource of a REST API, from its parents' parts. */
static const char *path_of(const struct reading *reading, const char *id)
{
    enum { DEEPEST = 64 };
    struct arena *arena = reading->graph->arena;
    const char *path = "";
    const struct node *resource = id ? referred(reading, id) : NULL;
    for (int depth = 0; resource && depth < DEEPEST; depth++) {
        const char *part = property_text(reading, properties_of(resource), "PathPart"),
                   *parent = property_text(reading, properties_of(resource), "ParentId");
        if (!part) break;
        path = arena_text(arena, "/%s%s", part, path);
        resource = parent ? referred(reading, parent) : NULL;
    }
    return *path ? path : "/";
}

void read_method(const struct reading *reading, const char *targets)
{
    const char *method = property_text(reading, reading->properties, "HttpMethod"),
               *api = property_text(reading, reading->properties, "RestApiId");
    (void)targets;
    if (!method || !api || !strcmp(method, "OPTIONS")) return;
    authorization_add(reading, api,
                      arena_text(reading->graph->arena, "%s %s", method,
                                 path_of(reading, property_text(reading, reading->properties, "ResourceId"))),
                      (struct grant){ 0 });
}

static void operation_add(const struct reading *reading, const char *route, const struct openapi_caller *by)
{
    struct grant grant = { .cause = by->place };
    caller_set(reading, &grant, by->signed_by_aws ? "AWS_IAM" : by->name,
               by->signed_by_aws ? NULL : by->name);
    if (by->with_key) key_required(reading, &grant);
    scopes_add(reading, &grant, by->scopes);
    call_add(reading, self_of(reading), route, grant);
}

/* The API as its OpenAPI document says, and the policy of the whole API. */
void read_api(const struct reading *reading, const char *targets)
{
    const struct node *body = node_find(reading->properties, "Body");
    (void)targets;
    read_policy_below(reading, node_find(reading->properties, "Policy"));
    read_policy_below(reading, node_find(body, "x-amazon-apigateway-policy"));
    if (body && body->shape == MAP && !is_intrinsic(body)) openapi_each(reading, body, operation_add);
    if (node_find(reading->properties, "Target")) {
        const char *route = property_text(reading, reading->properties, "RouteKey");
        authorization_add(reading, self_of(reading), route ? route : "$default", (struct grant){ 0 });
    }
}

void read_url(const struct reading *reading, const char *targets)
{
    struct arena *arena = reading->graph->arena;
    const char *function = property_text(reading, reading->properties, "TargetFunctionArn"),
               *qualifier = property_text(reading, reading->properties, "Qualifier");
    (void)targets;
    if (!function) return;
    const struct node *of = referred(reading, function);
    struct grant grant = { .on = arena_text(arena, "the URL of function %s", of ? of->key : function) };
    caller_set(reading, &grant, property_text(reading, reading->properties, "AuthType"), NULL);
    call_add(reading, subject_of(arena, function), arena_join(arena, "URL ", qualifier ? qualifier : ""),
             grant);
}

static void graphql_add(const struct reading *reading, const struct node *provider)
{
    struct arena *arena = reading->graph->arena;
    const char *type = property_text(reading, provider, "AuthenticationType");
    bool key = type && !strcmp(type, "API_KEY");
    struct grant grant = { .on = arena_join(arena, "GraphQL API ", reading->id) };
    caller_set(reading, &grant, key ? "NONE" : type, NULL);
    if (key) key_required(reading, &grant);
    call_add(reading, self_of(reading), "GraphQL", grant);
}

void read_graphql(const struct reading *reading, const char *targets)
{
    const struct node *const *more = policy_values(
        reading->graph->arena, node_find(reading->properties, "AdditionalAuthenticationProviders"));
    (void)targets;
    graphql_add(reading, reading->properties);
    for (; *more; more++) graphql_add(reading, *more);
}

static bool asks_who_calls(const struct reading *reading, const struct node *action)
{
    return property_is(reading, action, "Type", "authenticate-cognito") ||
           property_is(reading, action, "Type", "authenticate-oidc") ||
           property_is(reading, action, "Type", "jwt-validation");
}

/* Actions run in their order; what forwards is what a caller gets. */
void read_listener(const struct reading *reading, const char *targets)
{
    struct arena *arena = reading->graph->arena;
    const struct node *rules = node_find(reading->properties, "Actions");
    const struct node *const *action =
        policy_values(arena, rules ? rules : node_find(reading->properties, "DefaultActions"));
    const char *type = "NONE";
    bool forwards = false;
    (void)targets;
    for (; *action; action++) {
        if (asks_who_calls(reading, *action)) type = property_text(reading, *action, "Type");
        forwards = forwards || property_is(reading, *action, "Type", "forward");
    }
    if (!forwards) return;
    struct grant grant = { .on = arena_text(arena, "listener %s%s", rules ? "rule " : "", reading->id) };
    caller_set(reading, &grant, type, NULL);
    call_add(reading, self_of(reading), "forward", grant);
}
