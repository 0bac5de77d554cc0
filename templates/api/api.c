#include "templates/api/api.h"
#include "base/sha256.h"
#include "service/intrinsic.h"
#include "templates/api/rest.h"
#include "templates/api/rest_auth.h"
#include "templates/api/rest_cors.h"
#include "templates/api/rest_health.h"
#include "templates/api/rest_plans.h"
#include "templates/api/rest_request.h"
#include "templates/api/rest_settings.h"
#include "templates/api/rest_stage.h"
#include "templates/api/type.h"
#include "templates/core/fingerprint.h"
#include "templates/core/raw.h"
#include "templates/core/raw_rules.h"
#include "templates/service.h"
#include "templates/wiring/call.h"
#include <ctype.h>
#include <string.h>

static const struct field response_fields[] = {
    { KEYED("(name)", gateway_response, name) },
    { FIELD(gateway_response, status), .about = "HTTP status code.",
      .default_text = "the status that API Gateway uses" },
    { FIELD(gateway_response, headers), .about = "Headers, as a mapping of names to values." },
    { FIELD(gateway_response, body), .about = "Body of the response.",
      .default_value = "{\"message\": $context.error.messageString}" },
    { 0 },
};
static const struct form gateway_response_form = { .what = "{status, headers, body}",
                                                   .named = "(name)",
                                                   .size = sizeof(struct gateway_response),
                                                   .fields = response_fields };

static const struct field fields[] = {
    { FIELD(api_settings, type), .about = "Type of the API that `http` events are routes of.",
      .default_value = "rest", .values = "rest http" },
    { FIELD(api_settings, name), .property = "Name", .about = "Name of the API.",
      .default_text = "SERVICE-STAGE" },
    { FIELD(api_settings, description), .property = "Description", .about = "Description of the API." },
    { NAMED(api_settings, auth, authorizer),
      .about = "Authorizers by name. Routes refer to them with `auth`." },
    { NESTED(api_settings, throttle, throttle), .about = "Rate limit. Requests above it are rejected.",
      .default_text = "the limits of the account" },
    { NESTED(api_settings, cors, cors),
      .about = "Origins allowed by CORS. With a REST API, functions must also send the header "
               "Access-Control-Allow-Origin.",
      .default_value = "false" },
    { KEYED("default", api_settings, default_authorizer), .about = "Authorizer of routes without `auth`.",
      .default_text = "none" },
    { FIELD(api_settings, cache),
      .about = "Size of the cache for routes with `cache`: 0.5GB, 1.6GB, 6.1GB, 13.5GB, 28.4GB, 58.2GB, "
               "118GB or 237GB. AWS bills the cache by the hour.",
      .default_text = "0.5GB if a route has `cache`" },
    { NESTED(api_settings, accessLog, access_log), .about = "Access log with one line for each request.",
      .default_value = "false" },
    { FIELD(api_settings, docs),
      .about = "Publish descriptions as the documentation of the API, with one version for each change. "
               "`cfgen openapi` always includes them.",
      .default_value = "false" },
    { FIELD(api_settings, endpoint), .about = "Endpoint type.",
      .default_text = "private with `vpcEndpoints`, otherwise regional", .values = "regional edge private" },
    { FIELD(api_settings, vpcEndpoints), .property = "*",
      .about = "VPC endpoints that can reach a private API." },
    { FIELD(api_settings, policy), .about = "Resource policy.",
      .default_text = "for a private API, a policy that allows its VPC endpoints" },
    { FIELD(api_settings, waf), .property = "*",
      .about = "ARN of a regional web ACL (AWS WAF) that protects a REST API." },
    { FIELD(api_settings, binary), .property = "*",
      .about = "Media types handled as binary data, such as image/png." },
    { FIELD(api_settings, compress), .property = "*",
      .about = "Smallest response, in bytes, that is compressed.", .default_text = "no compression",
      .bounds = { 0, 10485760 } },
    { NAMED(api_settings, responses, gateway_response),
      .about = "Responses that API Gateway generates itself, by type, such as DEFAULT_4XX or UNAUTHORIZED." },
    { NESTED(api_settings, domain, domain), .about = "Custom domain name." },
    { FIELD(api_settings, openapi),
      .about = "OpenAPI document merged over the generated one, and over the output of `cfgen openapi`." },
    { 0 },
};
const struct form api_settings_form = { .what = "rest, http, or {type, auth, …}",
                                        .brief = "type",
                                        .type = "AWS::ApiGateway::RestApi",
                                        .size = sizeof(struct api_settings),
                                        .fields = fields };

/* Up to so many routes of one function are permitted one by one; beyond it may be called by the whole API. */
enum { PERMISSIONS_EACH = 5, MOST_PATHS = 300 };

#define SOURCE "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/"

/* API Gateway makes a resource of each prefix, and siblings that are parameters must have one name. */
static bool prefixes_add(struct template *template, struct api *api, struct route_of *made)
{
    const char *path = made->route.path;
    for (const char *at = path; (at = strchr(at, '/')) && at[1]; at++) {
        size_t end = (size_t)(at - path) + 1 + strcspn(at + 1, "/");
        const char *prefix = arena_copy(template->arena, path, end);
        if (index_find(api->prefixes, prefix)) continue;
        index_add(api->prefixes, prefix, made);
        api->prefix_count++;
        if (at[1] != '{') continue;
        const struct route_of *sibling =
            index_add(api->variables, arena_copy(template->arena, path, (size_t)(at - path) + 1), made);
        if (sibling == made) continue;
        struct diag *diag = diag_add(template->diags, FINDING(bad_route), made->place,
                                     "use the same parameter name in both routes",
                                     "path parameters at the same position must have the same name");
        diag_note(template->diags, diag, sibling->place, "the other name is here");
        return false;
    }
    return true;
}

/* Of what an HTTP API takes besides, a REST API makes no resource. */
static bool segments_check(struct template *template, const struct route_of *made)
{
    const char *at = made->route.path;
    while (isalnum((unsigned char)*at) || (*at && strchr("/._-:,", *at)) || *at == '{')
        at += *at == '{' ? strcspn(at, "}") + 1 : 1;
    if (!*at) return true;
    diag_add(template->diags, FINDING(bad_route), made->place, "an HTTP API (api: {type: http}) accepts more",
             "a path segment of a REST API must contain letters, digits and . _ - : , only");
    return false;
}

static void path_parameters(struct node *operation, const char *path)
{
    for (const char *at = path; (at = strchr(at, '{')); at++)
        rest_parameter(operation, "path", arena_copy(operation->arena, at + 1, strcspn(at + 1, "+}")), true);
}

static void timeout_write(struct template *template, const struct route_of *made, struct node *integration)
{
    enum { DEFAULT = 29 };
    const struct seconds *timeout = &made->http->timeout;
    api_check_timeout(template, made->bound, timeout->from ? timeout->value : DEFAULT);
    if (!is_known(timeout->from)) return;
    node_add(integration, "timeoutInMillis", node_number(template->arena, 1000 * timeout->value));
}

/* https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
 */
static void operation_write(struct template *template, struct api *api, const struct route_of *made)
{
    struct arena *arena = template->arena;
    const struct route *route = &made->route;
    struct node *path = node_find(api->paths, route->path);
    if (!path) path = node_add(api->paths, route->path, node_map(arena));
    char *method = arena_copy(arena, route->method, strlen(route->method));
    for (char *at = method; *at; at++) *at = (char)tolower((unsigned char)*at);
    struct node *operation =
        node_add(path, strcmp(method, "any") ? method : "x-amazon-apigateway-any-method", node_map(arena));
    operation->place = operation->key_place = made->place;
    const char *about = made->http->description.value;
    if (!about) about = made->bound->function->description.value;
    if (about && template->service->api.docs.value)
        node_add(operation, "description", node_text(arena, about));
    path_parameters(operation, route->path);
    rest_request_route(template, api, made, operation);
    struct node *response =
        node_add(node_add(operation, "responses", node_map(arena)), "200", node_map(arena));
    node_add(response, "description", node_format(arena, "Response of the %s", made->bound->compute->name));
    struct node *integration = node_add(operation, "x-amazon-apigateway-integration", node_map(arena));
    made->bound->compute->rest_integration(template, made->bound, route, integration);
    timeout_write(template, made, integration);
    rest_auth_route(template, api, made, operation);
    rest_cache_route(template, api, made, operation, integration);
}

bool api_route_add(struct template *template, const struct bound_function *bound, const struct http *http)
{
    struct route_of *made = arena_take(template->arena, sizeof *made);
    made->bound = bound;
    made->http = http;
    made->place = node_place(http->route.from);
    if (!route_read(template->arena, template->diags, http->route.from, &made->route)) return false;
    if (!segments_check(template, made)) return false;
    struct api *api = rest_api_of(template, made->place);
    const struct route_of *first = index_add(api->routes, made->route.same, made);
    if (first != made) {
        struct diag *diag = diag_add(template->diags, FINDING(route_twice), made->place, NULL,
                                     "duplicate route %s %s", made->route.method, made->route.path);
        diag_note(template->diags, diag, first->place, "first defined here, for '%s'",
                  first->bound->function->item.key.value);
        return false;
    }
    if (!prefixes_add(template, api, made)) return false;
    operation_write(template, api, made);
    struct route_of **end = bound->routes;
    while (*end) end = &(*end)->next;
    *end = made;
    *api->end = made;
    api->end = &made->after;
    return true;
}

static void permit(struct template *template, const struct bound_function *bound, const char *words,
                   const char *arn)
{
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, arena_join(arena, bound->id, words), "Permission");
    /* Two paths may be alike in words: /a/b and /aB. */
    if (node_find(template->resources, id))
        id = arena_text(arena, "%s%.8s", id, sha256_hex(arena, arn, strlen(arn)));
    function_permit(template, bound, id, "apigateway.amazonaws.com",
                    intrinsic_sub_text(arena, arena_join(arena, SOURCE, arn)));
}

/* Nothing but a REST API looks at requests before a function does. */
static void check_request(struct template *template, const struct function *function)
{
    const struct node *from = function->request.from;
    if (http_api_is_type(template->service)) {
        http_api_lacks(template, from, "request");
        return;
    }
    diag_add(template->diags, FINDING(request_unused), node_place(from),
             "add an http event, or remove request:",
             "`request` has no effect: no REST API route leads to '%s'", function->item.key.value);
}

void api_permit(struct template *template, const struct bound_function *bound)
{
    int count = 0;
    for (const struct route_of *r = *bound->routes; r; r = r->next) count++;
    if (!count && bound->function->request.from) check_request(template, bound->function);
    if (count > PERMISSIONS_EACH) permit(template, bound, "Api", "*");
    for (const struct route_of *r = *bound->routes; r && count <= PERMISSIONS_EACH; r = r->next)
        permit(template, bound, r->route.words, r->route.arn);
}

static void components_write(const struct api *api, struct node *document)
{
    if (!api->schemes->count && !api->schemas->count) return;
    struct node *components = node_add(document, "components", node_map(document->arena));
    if (api->schemas->count) node_add(components, "schemas", api->schemas);
    if (api->schemes->count) node_add(components, "securitySchemes", api->schemes);
}

/* Importing a document names the API by its title: the same as its Name. */
static struct node *body(struct template *template, const struct node *properties)
{
    struct arena *arena = template->arena;
    struct node *document = node_map(arena);
    node_add(document, "openapi", node_text(arena, "3.0.1"));
    struct node *info = node_add(document, "info", node_map(arena));
    const struct api_settings *settings = &template->service->api;
    const struct node *description = node_find(properties, "Description");
    node_add(info, "title", node_copy(arena, node_find(properties, "Name")));
    node_add(info, "version", node_text(arena, "1"));
    if (description) node_add(info, "description", node_copy(arena, description));
    rest_extensions_write(template, document);
    rest_cors_write(template, rest_api(template));
    rest_health_write(template, rest_api(template));
    node_add(document, "paths", rest_api(template)->paths);
    components_write(rest_api(template), document);
    const struct node *own = settings->openapi.from;
    if (own && raw_is_map(template, own, "openapi")) {
        raw_openapi_check(template, own);
        raw_patch(document, own);
    }
    return document;
}

/* A quota that AWS raises when asked:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
static void check_paths(struct template *template, struct place place)
{
    if (rest_api(template)->prefix_count <= MOST_PATHS) return;
    struct diag *diag =
        diag_add(template->diags, FINDING(over_limit), place,
                 "request a quota increase from AWS, or split the service",
                 "the API has %d resources (one for each path prefix); the default quota is %d",
                 rest_api(template)->prefix_count, MOST_PATHS);
    diag_weaken(template->diags, diag, WARNING);
}

static void check_type(struct template *template, const struct text *type)
{
    if (!type->value || !strcmp(type->value, "rest") || !strcmp(type->value, "http")) return;
    diag_add(template->diags, FINDING(out_of_range), node_place(type->from), "rest or http",
             "unknown API type '%s'", type->value);
}

void api_write(struct template *template)
{
    struct arena *arena = template->arena;
    const struct api_settings *settings = &template->service->api;
    check_type(template, &settings->type);
    if (!rest_api(template)) return;
    struct resource api =
        template_add(template, "Api", "AWS::ApiGateway::RestApi",
                     settings->from ? node_place(settings->from) : rest_api(template)->place);
    template_write(template, &api_settings_form, settings, api.properties);
    if (!node_find(api.properties, "Name"))
        node_add(api.properties, "Name",
                 node_format(arena, "%s-%s", template->service->service.value, template->stage));
    rest_endpoint_write(template, api.properties);
    node_add(api.properties, "Mode", node_text(arena, "overwrite"));
    node_add(api.properties, "FailOnWarnings", node_flag(arena, true));
    node_add(api.properties, "Body", body(template, api.properties));
    check_paths(template, rest_api(template)->place);
    rest_stage_write(template, rest_api(template));
    rest_auth_check(template, rest_api(template));
    rest_plans_write(template);
    api_domain_write(template);
}

static enum health_access health_access_of(const struct template *template, const char *same)
{
    const struct api *api = rest_api(template);
    const struct route_of *made = api ? index_find(api->routes, same) : NULL;
    if (!made && api && api->health && !strcmp(api->health, same)) return HEALTH_PUBLIC;
    return !made                                                         ? HEALTH_NO_ROUTE
           : rest_is_guarded((struct template *)(size_t) template, made) ? HEALTH_GUARDED
                                                                         : HEALTH_PUBLIC;
}

void api_domain_write(struct template *template)
{
    const struct domain_api api = { "Api", "https", arena_join(template->arena, "/", template->stage), true,
                                    health_access_of };
    const struct domain *domain = &template->service->api.domain;
    if (template->at.part == PART_EDGE && !http_api_is_type(template->service))
        domain_edge_write(template, domain, &api);
    else if (rest_api(template))
        domain_write(template, domain, &api);
}

/* A version of the documentation is a copy of what the document says, kept under its name. */
static void docs_write(struct template *template, const char *deployment, struct node *stage)
{
    struct arena *arena = template->arena;
    const char *version = deployment + strlen("ApiDeployment");
    const char *id = arena_join(arena, "ApiDocs", version);
    struct node *p =
        template_add(template, id, "AWS::ApiGateway::DocumentationVersion", rest_api(template)->place)
            .properties;
    node_add(p, "RestApiId", intrinsic_ref(arena, "Api"));
    node_add(p, "DocumentationVersion", node_text(arena, version));
    if (!stage || node_find(stage, "DocumentationVersion")) return;
    node_add(stage, "DocumentationVersion", node_text(arena, version));
    template_after(template, "ApiStage", id);
}

void api_deployment_write(struct template *template)
{
    struct arena *arena = template->arena;
    struct node *api = node_find(node_find(template->resources, "Api"), "Properties");
    if (!rest_api(template) || !api) return;
    rest_overrides_follow(api);
    const char *id = arena_text(arena, "ApiDeployment%s", fingerprint(template, api));
    struct place place = rest_api(template)->place;
    struct resource deployment = template_add(template, id, "AWS::ApiGateway::Deployment", place);
    node_add(deployment.properties, "RestApiId", intrinsic_ref(arena, "Api"));
    struct node *stage = node_find(node_find(template->resources, "ApiStage"), "Properties");
    if (template->service->api.docs.value) docs_write(template, id, stage);
    if (stage && !node_find(stage, "DeploymentId")) node_add(stage, "DeploymentId", intrinsic_ref(arena, id));
}
