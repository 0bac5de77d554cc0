#include "templates/http_api.h"
#include "service/intrinsic.h"
#include "templates/gateway.h"
#include "templates/route.h"
#include "templates/service.h"
#include <string.h>

bool http_api_is_type(const struct service *service)
{
    return service->api.type.value && !strcmp(service->api.type.value, "http");
}

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

void http_route_add(struct template *template, const struct bound_function *bound, const struct text *route,
                    const void *event)
{
    struct gateway_route *made = arena_take(template->arena, sizeof *made);
    *made = (struct gateway_route){ .bound = bound, .event = event, .place = route->from->place };
    if (!key_read(template, route->from, made)) return;
    if (!template->http_api) template->http_api = gateway_new(template->arena, "HttpApi");
    gateway_route_add(template, template->http_api, made);
}

static void stage_write(struct template *template)
{
    struct arena *arena = template->arena;
    struct node *p =
        template_add(template, "HttpApiStage", "AWS::ApiGatewayV2::Stage", template->http_api->first->place)
            .properties;
    node_add(p, "ApiId", intrinsic_ref(arena, "HttpApi"));
    node_add(p, "StageName", node_text(arena, "$default"));
    node_add(p, "AutoDeploy", node_flag(arena, true));
    template_output(template, "HttpApiUrl", "Where the HTTP API answers",
                    intrinsic_attribute(arena, "HttpApi", "ApiEndpoint"));
}

static enum answer answers(const struct template *template, const char *same)
{
    return index_find(template->http_api->same, same) ? ANYBODY : NOBODY;
}

void http_api_write(struct template *template)
{
    struct gateway *api = template->http_api;
    if (!api) return;
    struct arena *arena = template->arena;
    const struct service *service = template->service;
    struct node *p = template_add(template, api->id, "AWS::ApiGatewayV2::Api", api->first->place).properties;
    node_add(p, "Name", node_format(arena, "%s-%s", service->service.value, template->stage));
    node_add(p, "ProtocolType", node_text(arena, "HTTP"));
    stage_write(template);
    if (http_api_is_type(service)) {
        const struct domain_api domain_api = { api->id, "https", "", false, answers };
        domain_write(template, &service->api.domain, &domain_api);
        if (service->api.domain.only.from)
            node_add(p, "DisableExecuteApiEndpoint", node_flag(arena, service->api.domain.only.value));
    }
    gateway_targets_write(template, api, "2.0");
    for (const struct gateway_route *route = api->first; route; route = route->next)
        gateway_route_write(template, api, route);
}
