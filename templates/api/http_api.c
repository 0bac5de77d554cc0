#include "templates/api/http_api.h"
#include "service/intrinsic.h"
#include "templates/api/gateway.h"
#include "templates/api/http_auth.h"
#include "templates/api/rest.h"
#include "templates/api/route.h"
#include "templates/api/route_open.h"
#include "templates/api/type.h"
#include "templates/service.h"
#include <string.h>

enum { HTTP_WAITS = 30 };

static bool key_read(struct template *template, const struct node *from, struct gateway_route *made)
{
    struct arena *arena = template->arena;
    if (!strcmp(from->text, "*") || !strcmp(from->text, "$default")) {
        made->key = made->same = made->arn = "$default";
        made->words = "Default";
        return true;
    }
    struct route route;
    if (!route_read(arena, template->diags, from, &route)) return false;
    made->key = arena_join(arena, route.method, arena_join(arena, " ", route.path));
    made->same = route.same;
    made->arn = route.arn;
    made->words = route.words;
    return true;
}

/* What the route says itself, or what the api says for those that say nothing. */
static const struct route_auth *wanted(struct template *template, const struct route_auth *auth)
{
    const struct text *default_auth = &template->service->api.default_authorizer;
    if (auth->auth.from || !default_auth->from) return auth;
    struct route_auth *both = arena_take(template->arena, sizeof *both);
    *both = (struct route_auth){ .auth = *default_auth, .scopes = auth->scopes };
    return both;
}

struct gateway *http_api(const struct template *template) { return gateway_find(template, "HttpApi"); }

void http_route_add(struct template *template, const struct bound_function *bound, const struct http *http)
{
    struct gateway_route *made = arena_take(template->arena, sizeof *made);
    *made = (struct gateway_route){ .bound = bound,
                                    .event = wanted(template, &http->auth),
                                    .http = http,
                                    .place = node_place(http->route.from) };
    if (!key_read(template, http->route.from, made)) return;
    api_check_timeout(template, bound, HTTP_WAITS);
    gateway_route_add(template, gateway_of(template, "HttpApi"), made);
}

/* Settings of the api are this API's: all of them where it is the only one, else what both can have. */
static bool is_the_api(const struct template *template)
{
    return !rest_api(template) || http_api_is_type(template->service);
}

static struct node *stage_write(struct template *template)
{
    struct arena *arena = template->arena;
    const struct api_settings *settings = &template->service->api;
    struct node *p =
        template_add(template, "HttpApiStage", "AWS::ApiGatewayV2::Stage", http_api(template)->first->place)
            .properties;
    node_add(p, "ApiId", intrinsic_ref(arena, "HttpApi"));
    node_add(p, "StageName", node_text(arena, "$default"));
    node_add(p, "AutoDeploy", node_flag(arena, true));
    http_stage_write(template, "HttpApi", &settings->throttle, &settings->accessLog, p);
    if (!is_the_api(template) || !settings->domain.only.value)
        template_output(template, "HttpApiUrl", "URL of the HTTP API",
                        intrinsic_attribute(arena, "HttpApi", "ApiEndpoint"));
    return p;
}

/* A stage knows routes that are there only. */
static void route_throttle(struct template *template, const struct gateway_route *route, const char *id,
                           struct node *stage)
{
    struct arena *arena = template->arena;
    if (!route->http->throttle.from) return;
    struct node *settings = node_find(stage, "RouteSettings");
    if (!settings) settings = node_add(stage, "RouteSettings", node_map(arena));
    throttle_write(&route->http->throttle, node_add(settings, route->key, node_map(arena)));
    template_after(template, "HttpApiStage", id);
}

static enum health_access health_access_of(const struct template *template, const char *same)
{
    const struct gateway_route *route = index_find(http_api(template)->same, same);
    const struct route_auth *auth = route ? route->event : NULL;
    if (!route) return HEALTH_NO_ROUTE;
    return auth && auth->auth.value && strcmp(auth->auth.value, "public") != 0 ? HEALTH_GUARDED
                                                                               : HEALTH_PUBLIC;
}

static void check_open(struct template *template, const struct gateway *api)
{
    struct diag *first = NULL;
    for (const struct gateway_route *route = api->first; route; route = route->next) {
        const struct route_auth *auth = route->event;
        if (!auth || !auth->auth.from) route_check_open(template, &first, route->key, route->place);
    }
}

static void api_resource_write(struct template *template, const struct gateway *api)
{
    struct arena *arena = template->arena;
    const struct service *service = template->service;
    const struct api_settings *settings = &service->api;
    bool whole = is_the_api(template);
    struct node *p = template_add(template, api->id, "AWS::ApiGatewayV2::Api", api->first->place).properties;
    if (whole && settings->name.from)
        node_add(p, "Name", node_copy(arena, settings->name.from));
    else
        node_add(p, "Name", node_format(arena, "%s-%s", service->service.value, template->stage));
    if (whole && settings->description.from)
        node_add(p, "Description", node_copy(arena, settings->description.from));
    node_add(p, "ProtocolType", node_text(arena, "HTTP"));
    http_cors_write(template, &settings->cors, p);
    if (whole && settings->domain.only.value)
        node_add(p, "DisableExecuteApiEndpoint", node_flag(arena, true));
}

/* A quota that AWS raises when asked:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
static void check_count(struct template *template, const struct gateway *api)
{
    enum { MOST = 300 };
    int count = 0;
    for (const struct gateway_route *route = api->first; route; route = route->next) count++;
    if (count <= MOST) return;
    struct diag *diag = diag_add(template->diags, FINDING(over_limit), api->first->place,
                                 "request a quota increase from AWS, or split the service",
                                 "the HTTP API has %d routes; the default quota is %d", count, MOST);
    diag_weaken(template->diags, diag, WARNING);
}

/* What would protect or keep something must not be left out in silence. */
static void check_settings(struct template *template)
{
    const struct api_settings *settings = &template->service->api;
    http_api_lacks(template, settings->cache.from, "cache");
    http_api_lacks(template, settings->policy.from, "policy");
    http_api_lacks(template, settings->waf.from, "waf");
    http_api_lacks(template, settings->compress.from, "compress");
    http_api_lacks(template, settings->binary ? settings->binary->from : NULL, "binary");
    http_api_lacks(template, settings->vpcEndpoints ? settings->vpcEndpoints->from : NULL, "vpcEndpoints");
    http_api_lacks(template, settings->responses ? settings->responses->from : NULL, "responses");
    if (!settings->endpoint.value || strcmp(settings->endpoint.value, "regional") != 0)
        http_api_lacks(template, settings->endpoint.from, "endpoint");
}

void http_api_write(struct template *template)
{
    const struct gateway *api = http_api(template);
    if (!api) return;
    if (is_the_api(template)) check_settings(template);
    api_resource_write(template, api);
    struct node *stage = stage_write(template);
    const struct domain_api domain_api = { api->id, "https", "", false, health_access_of };
    if (is_the_api(template)) domain_write(template, &template->service->api.domain, &domain_api);
    gateway_targets_write(template, api, "2.0");
    for (const struct gateway_route *route = api->first; route; route = route->next) {
        struct node *properties = gateway_route_write(template, api, route);
        route_throttle(template, route, template->resources->last->key, stage);
        http_auth_write(template, route, properties);
    }
    check_open(template, api);
    check_count(template, api);
}
