#include "templates/api.h"
#include "base/index.h"
#include "base/sha256.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/fingerprint.h"
#include "templates/http_api.h"
#include "templates/kinds/function.h"
#include "templates/route.h"
#include "templates/service.h"
#include <ctype.h>
#include <string.h>

static const struct field fields[] = {
    { FIELD(api_settings, type),
      .about = "rest (unless told) or http: which API http events are routes of." },
    { FIELD(api_settings, name), .property = "Name", .about = "SERVICE-STAGE unless told." },
    { FIELD(api_settings, description), .property = "Description", .about = "What it is for." },
    { NAMED(api_settings, auth, authorizer), .about = "Ways to prove who calls; routes name them." },
    { NESTED(api_settings, throttle, throttle), .about = "Requests above it are refused." },
    { NESTED(api_settings, cors, cors), .about = "Other sites whose pages may call." },
    { LATER("cache", "Until then: overrides on the ApiStage.") },
    { NESTED(api_settings, accessLog, access_log), .about = "A line for each request." },
    { LATER("docs", NULL) },
    { NESTED(api_settings, domain, domain), .about = "A name of the API's own." },
    { LATER("openapi", "Until then: overrides on the Api's Body.") },
    { 0 },
};
const struct form api_settings_form = { .what = "{type, name, …}",
                                        .brief = "type",
                                        .type = "AWS::ApiGateway::RestApi",
                                        .size = sizeof(struct api_settings),
                                        .fields = fields };

/* Up to so many routes of one function are permitted one by one; beyond it may be called by the whole API. */
enum { PERMISSIONS_EACH = 5, MOST_PATHS = 300 };

#define URI    "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
#define SOURCE "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/"

struct route_of {
    struct route_of *next; /* of the same function */
    struct route route;
    const struct bound_function *bound;
    struct place place;
};

struct api {
    struct node *paths;
    struct index *routes;    /* what is alike → struct route_of */
    struct index *variables; /* path before a parameter → struct route_of; siblings must have one name */
    struct index *prefixes;
    int prefix_count;
    struct place place; /* of the first route */
};

static struct api *api_of(struct template *template, struct place place)
{
    if (template->api) return template->api;
    struct api *api = arena_take(template->arena, sizeof *api);
    *api = (struct api){ node_map(template->arena),
                         index_new(template->arena),
                         index_new(template->arena),
                         index_new(template->arena),
                         0,
                         place };
    return template->api = api;
}

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
        struct diag *diag =
            diag_add(template->diags, FINDING_bad_route, made->place, "give the parameter one name in both",
                     "at one place of a path API Gateway takes parameters of one name only");
        diag_note(template->diags, diag, sibling->place, "the other name stands here");
        return false;
    }
    return true;
}

static void parameters_write(struct node *operation, const char *path)
{
    struct arena *arena = operation->arena;
    struct node *list = NULL;
    for (const char *at = path; (at = strchr(at, '{')); at++) {
        if (!list) list = node_add(operation, "parameters", node_list(arena));
        struct node *parameter = node_add(list, NULL, node_map(arena));
        node_add(parameter, "name", node_text(arena, arena_copy(arena, at + 1, strcspn(at + 1, "+}"))));
        node_add(parameter, "in", node_text(arena, "path"));
        node_add(parameter, "required", node_flag(arena, true));
        node_add(node_add(parameter, "schema", node_map(arena)), "type", node_text(arena, "string"));
    }
}

static const char *target_sub(struct template *template, const struct bound_function *bound)
{
    const char *id = arena_join(template->arena, "${", bound->id);
    return arena_join(template->arena, id, bound->alias ? "Alias}" : "Function.Arn}");
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
    parameters_write(operation, route->path);
    struct node *answer = node_add(node_add(operation, "responses", node_map(arena)), "200", node_map(arena));
    node_add(answer, "description", node_text(arena, "What the function answers"));
    struct node *integration = node_add(operation, "x-amazon-apigateway-integration", node_map(arena));
    node_add(integration, "type", node_text(arena, "aws_proxy"));
    node_add(integration, "httpMethod", node_text(arena, "POST"));
    node_add(integration, "passthroughBehavior", node_text(arena, "never"));
    const char *uri = arena_join(arena, target_sub(template, made->bound), "/invocations");
    node_add(integration, "uri", intrinsic_sub_text(arena, arena_join(arena, URI, uri)));
}

bool api_route_add(struct template *template, const struct bound_function *bound, const struct text *text)
{
    struct route_of *made = arena_take(template->arena, sizeof *made);
    made->bound = bound;
    made->place = text->from->place;
    if (!route_read(template->arena, template->diags, text->from, &made->route)) return false;
    struct api *api = api_of(template, made->place);
    const struct route_of *first = index_add(api->routes, made->route.same, made);
    if (first != made) {
        struct diag *diag = diag_add(template->diags, FINDING_route_twice, made->place, NULL,
                                     "%s %s is answered twice", made->route.method, made->route.path);
        diag_note(template->diags, diag, first->place, "here it leads to '%s'",
                  first->bound->function->item.key.value);
        return false;
    }
    if (!prefixes_add(template, api, made)) return false;
    operation_write(template, api, made);
    struct route_of **end = bound->routes;
    while (*end) end = &(*end)->next;
    *end = made;
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

void api_permit(struct template *template, const struct bound_function *bound)
{
    int count = 0;
    for (const struct route_of *r = *bound->routes; r; r = r->next) count++;
    if (count > PERMISSIONS_EACH) permit(template, bound, "Api", "*");
    for (const struct route_of *r = *bound->routes; r && count <= PERMISSIONS_EACH; r = r->next)
        permit(template, bound, r->route.words, r->route.arn);
}

/* Importing a document names the API by its title: the same as its Name. */
static struct node *body(struct template *template, const struct node *properties)
{
    struct arena *arena = template->arena;
    struct node *document = node_map(arena);
    node_add(document, "openapi", node_text(arena, "3.0.1"));
    struct node *info = node_add(document, "info", node_map(arena));
    const struct node *description = node_find(properties, "Description");
    node_add(info, "title", node_copy(arena, node_find(properties, "Name")));
    node_add(info, "version", node_text(arena, "1"));
    if (description) node_add(info, "description", node_copy(arena, description));
    if (template->service->api.domain.only.value)
        node_add(node_at(document, "x-amazon-apigateway-endpoint-configuration"), "disableExecuteApiEndpoint",
                 node_flag(arena, true));
    node_add(document, "paths", template->api->paths);
    return document;
}

static void stage_write(struct template *template)
{
    struct arena *arena = template->arena;
    struct resource stage =
        template_add(template, "ApiStage", "AWS::ApiGateway::Stage", template->api->place);
    node_add(stage.properties, "RestApiId", intrinsic_ref(arena, "Api"));
    node_add(stage.properties, "StageName", node_text(arena, template->stage));
    if (function_traces(&template->service->defaults))
        node_add(stage.properties, "TracingEnabled", node_flag(arena, true));
    template_output(template, "ApiUrl", "Where the API answers",
                    intrinsic_sub(arena, "https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/%s",
                                  template->stage));
}

/* A quota that AWS raises when asked:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
static void check_paths(struct template *template, struct place place)
{
    if (template->api->prefix_count <= MOST_PATHS) return;
    struct diag *diag = diag_add(
        template->diags, FINDING_over_limit, place, "ask AWS for more, or split the service",
        "the API has %d resources, each prefix of a path being one; AWS takes %d unless it is asked for more",
        template->api->prefix_count, MOST_PATHS);
    diag_weaken(template->diags, diag, WARNING);
}

static void check_type(struct template *template, const struct text *type)
{
    if (!type->value || !strcmp(type->value, "rest") || !strcmp(type->value, "http")) return;
    diag_add(template->diags, FINDING_out_of_range, type->from->place, "rest or http",
             "there is no type of API '%s'", type->value);
}

/* What this version gives HTTP APIs only. */
static void check_later(struct template *template, const struct api_settings *settings)
{
    const struct {
        const char *key;
        const struct node *from;
    } keys[] = { { "throttle", settings->throttle.from },
                 { "cors", settings->cors.from },
                 { "accessLog", settings->accessLog.from } };
    for (size_t i = 0; !template->http_api && i < sizeof keys / sizeof *keys; i++)
        if (keys[i].from)
            diag_add(template->diags, FINDING_later_key, keys[i].from->place,
                     "api: {type: http} has it; until then: overrides on the Api's Body or the ApiStage",
                     "'%s' of a REST API comes with a later version", keys[i].key);
}

void api_write(struct template *template)
{
    struct arena *arena = template->arena;
    const struct api_settings *settings = &template->service->api;
    check_type(template, &settings->type);
    if (!template->api) return;
    check_later(template, settings);
    struct resource api = template_add(template, "Api", "AWS::ApiGateway::RestApi",
                                       settings->from ? settings->from->place : template->api->place);
    template_write(template, &api_settings_form, settings, api.properties);
    if (!node_find(api.properties, "Name"))
        node_add(api.properties, "Name",
                 node_format(arena, "%s-%s", template->service->service.value, template->stage));
    node_add(node_add(node_at(api.properties, "EndpointConfiguration"), "Types", node_list(arena)), NULL,
             node_text(arena, "REGIONAL"));
    /* An update by Body would else take the endpoint back to its default. */
    node_add(node_at(api.properties, "Parameters"), "endpointConfigurationTypes",
             node_text(arena, "REGIONAL"));
    if (settings->domain.only.value)
        node_add(api.properties, "DisableExecuteApiEndpoint", node_flag(arena, true));
    node_add(api.properties, "Mode", node_text(arena, "overwrite"));
    node_add(api.properties, "FailOnWarnings", node_flag(arena, true));
    node_add(api.properties, "Body", body(template, api.properties));
    check_paths(template, template->api->place);
    stage_write(template);
    api_domain_write(template);
}

static enum answer answers(const struct template *template, const char *same)
{
    return template->api && index_find(template->api->routes, same) ? ANYBODY : NOBODY;
}

void api_domain_write(struct template *template)
{
    const struct domain_api api = { "Api", "https", arena_join(template->arena, "/", template->stage), true,
                                    answers };
    const struct domain *domain = &template->service->api.domain;
    if (template->at.part == PART_EDGE && !http_api_is_type(template->service))
        domain_edge_write(template, domain, &api);
    else if (template->api)
        domain_write(template, domain, &api);
}

void api_deployment_write(struct template *template)
{
    struct arena *arena = template->arena;
    const struct node *api = node_find(node_find(template->resources, "Api"), "Properties");
    if (!template->api || !api) return;
    const char *id = arena_text(arena, "ApiDeployment%s", fingerprint(template, api));
    struct place place = template->api->place;
    struct resource deployment = template_add(template, id, "AWS::ApiGateway::Deployment", place);
    node_add(deployment.properties, "RestApiId", intrinsic_ref(arena, "Api"));
    struct node *stage = node_find(node_find(template->resources, "ApiStage"), "Properties");
    if (stage && !node_find(stage, "DeploymentId")) node_add(stage, "DeploymentId", intrinsic_ref(arena, id));
}
