#include "templates/api/websocket.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/api/gateway.h"
#include "templates/api/http_auth.h"
#include "templates/api/route_open.h"
#include "templates/service.h"
#include "templates/wiring/access.h"
#include <ctype.h>
#include <string.h>

static const struct field fields[] = {
    { FIELD(websocket, name), .property = "Name", .about = "Name of the API.",
      .default_text = "SERVICE-STAGE-websocket" },
    { FIELD(websocket, description), .property = "Description", .about = "Description of the API." },
    { FIELD(websocket, select), .property = "RouteSelectionExpression",
      .about = "Expression that selects the route of a message.", .default_value = "$request.body.action" },
    { NESTED(websocket, throttle, throttle),
      .about = "Rate limit of messages. Messages above it are rejected.",
      .default_text = "the limits of the account" },
    { NESTED(websocket, domain, domain), .about = "Custom domain name." },
    { 0 },
};
const struct form websocket_form = { .what = "{select, domain, …}",
                                     .type = "AWS::ApiGatewayV2::Api",
                                     .size = sizeof(struct websocket),
                                     .fields = fields };

static bool is_message(const char *route)
{
    return strcmp(route, "$connect") != 0 && strcmp(route, "$disconnect") != 0;
}

static struct node *connections(const struct template *template)
{
    const char *stage = arena_join(template->arena, template->stage, "/*/@connections/*");
    return intrinsic_sub_text(
        template->arena,
        arena_join(template->arena,
                   "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${WebsocketApi}/",
                   stage));
}

/* Under a name of its own where it answers under no other. */
static struct node *endpoint(const struct template *template, const char *scheme)
{
    struct arena *arena = template->arena;
    const struct domain *domain = &template->service->websocket.domain;
    const char *host = "://${WebsocketApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/";
    if (!domain->only.value || !domain->name.value)
        return intrinsic_sub_text(arena, arena_join(arena, scheme, arena_join(arena, host, template->stage)));
    const char *name = arena_join(arena, arena_join(arena, scheme, "://"), domain->name.value);
    if (!domain->path.value) return node_text(arena, name);
    return node_text(arena, arena_join(arena, arena_join(arena, name, "/"), domain->path.value));
}

static struct node *answering_at(struct template *template, const struct node *arn)
{
    (void)arn;
    return endpoint(template, "https");
}

/* access: {websocket: send} is access to the connections of this API: a thing as any other to those who name
 * it, yet one that no section lists. */
static const struct verb verbs[] = { { "send", "execute-api:ManageConnections", "@" }, { 0 } };
static const struct kind connections_kind = { .section = "websocket",
                                              .suffix = "Api",
                                              .reach = { .value_elsewhere = answering_at },
                                              .grant = { .verbs = verbs, .variable = "_URL" } };

static const struct websocket_route *route_of(const struct chosen *event)
{
    return event->value && !strcmp(event->form->key, "websocket") ? event->value : NULL;
}

void websocket_name_add(struct template *template)
{
    for (const struct function *f = template->service->functions; f && f->item.from; f++)
        for (const struct chosen *event = f->events; event && event->from; event++) {
            if (!route_of(event)) continue;
            struct item *item = arena_take(template->arena, sizeof *item);
            item->from = item->key.from = event->from;
            item->kind = &connections_kind;
            item->key.value = "websocket";
            item->arn.from = connections(template);
            names_add(template->names,
                      &(struct named){ NULL, "websocket", "websocket", item, node_place(event->from) },
                      template->diags);
            return;
        }
}

void websocket_variables(struct template *template, const struct function *function, struct node *variables)
{
    for (const struct chosen *event = function->events; event && event->from; event++) {
        const struct websocket_route *route = route_of(event);
        if (!route || !route->route.value || !is_message(route->route.value)) continue;
        node_set(variables, "WEBSOCKET_URL", endpoint(template, "https"));
        return;
    }
}

static bool check(struct template *template, const struct websocket_route *event)
{
    const char *key = event->route.value;
    static const char *const own[] = { "$connect", "$disconnect", "$default" };
    struct nearest nearest = { .word = key };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) nearest_try(&nearest, own[i]);
    bool known = !strcmp(key, own[0]) || !strcmp(key, own[1]) || !strcmp(key, own[2]);
    if ((*key == '$' && !known) || !*key) {
        diag_add(template->diags, FINDING(bad_route), node_place(event->route.from),
                 diag_meant(template->arena, nearest.name),
                 "routes that begin with $ are $connect, $disconnect and $default");
        return false;
    }
    if (!event->auth.auth.value || !strcmp(event->auth.auth.value, "public") || !strcmp(key, "$connect"))
        return true;
    diag_add(template->diags, FINDING(connect_only), node_place(event->auth.auth.from),
             "set auth on the route $connect",
             "'%s' is a message of an open connection; only $connect can be authorized", key);
    return false;
}

/* $connect is Connect; other characters than letters and digits part words. */
static const char *words(struct arena *arena, const char *key)
{
    char *name = arena_copy(arena, key, strlen(key));
    for (char *at = name; *at; at++)
        if (!isalnum((unsigned char)*at)) *at = '-';
    return text_pascal(arena, name + (*name == '-'));
}

void websocket_route_add(struct template *template, const struct bound_function *bound,
                         const struct websocket_route *event)
{
    struct arena *arena = template->arena;
    if (!event->route.value || !check(template, event)) return;
    const char *key = event->route.value;
    struct gateway_route *made = arena_take(arena, sizeof *made);
    *made = (struct gateway_route){
        NULL, key, key, key, words(arena, key), bound, event, NULL, node_place(event->from)
    };
    struct gateway *api = gateway_of(template, "WebsocketApi");
    if (!gateway_route_add(template, api, made)) return;
    if (!is_message(key) || api->answering == bound) return;
    api->answering = bound;
    access_allow(template, bound->statements, "execute-api:ManageConnections", "@", connections(template));
}

static const char *authorizer_id(struct template *template, const struct authorizer *authorizer)
{
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, "WebsocketApi",
                                arena_join(arena, text_pascal(arena, authorizer->name.value), "Authorizer"));
    struct node *p =
        template_add(template, id, "AWS::ApiGatewayV2::Authorizer", node_key_place(authorizer->from))
            .properties;
    node_add(p, "ApiId", intrinsic_ref(arena, "WebsocketApi"));
    node_add(p, "Name", node_text(arena, authorizer->name.value));
    node_add(p, "AuthorizerType", node_text(arena, "REQUEST"));
    node_add(p, "AuthorizerUri", gateway_authorizer_uri(template, authorizer));
    struct node *identity = authorizer->identity ? node_add(p, "IdentitySource", node_list(arena)) : NULL;
    for (const struct text *t = authorizer->identity; t && t->from; t++)
        node_add(identity, NULL,
                 is_known(t->from) ? node_text(arena, arena_join(arena, "route.request.header.", t->value))
                                   : node_copy(arena, t->from));
    gateway_permit_authorizer(template, "WebsocketApi", id, authorizer);
    return id;
}

static void auth_write(struct template *template, const struct websocket_route *event, struct node *p)
{
    struct arena *arena = template->arena;
    const struct text *wanted = &event->auth.auth;
    const struct authorizer *authorizer = wanted->value ? authorizer_find(template, wanted) : NULL;
    bool iam = (wanted->value && !strcmp(wanted->value, "iam")) || (authorizer && authorizer->iam.value);
    bool asks = !iam && authorizer && reference_is_valid(&authorizer->function);
    if (authorizer && !iam && !authorizer->function.from)
        diag_add(
            template->diags, FINDING(connect_only), node_place(wanted->from),
            "use an authorizer with function:", "websocket APIs support Lambda and IAM authorizers only");
    node_add(p, "AuthorizationType", node_text(arena, iam ? "AWS_IAM" : asks ? "CUSTOM" : "NONE"));
    if (asks) node_add(p, "AuthorizerId", intrinsic_ref(arena, authorizer_id(template, authorizer)));
}

static void reply_write(struct template *template, const struct gateway_route *route, struct node *p)
{
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, "WebsocketApi", arena_join(arena, route->words, "Reply"));
    node_add(p, "RouteResponseSelectionExpression", node_text(arena, "$default"));
    struct node *reply =
        template_add(template, id, "AWS::ApiGatewayV2::RouteResponse", route->place).properties;
    node_add(reply, "ApiId", intrinsic_ref(arena, "WebsocketApi"));
    node_add(
        reply, "RouteId",
        intrinsic_ref(arena, arena_join(arena, "WebsocketApi", arena_join(arena, route->words, "Route"))));
    node_add(reply, "RouteResponseKey", node_text(arena, "$default"));
}

static void resources_write(struct template *template, const struct gateway *api)
{
    struct arena *arena = template->arena;
    const struct service *service = template->service;
    struct node *p = template_add(template, api->id, "AWS::ApiGatewayV2::Api", api->first->place).properties;
    template_write(template, &websocket_form, &service->websocket, p);
    if (!node_find(p, "Name"))
        node_add(p, "Name", node_format(arena, "%s-%s-websocket", service->service.value, template->stage));
    node_add(p, "ProtocolType", node_text(arena, "WEBSOCKET"));
    if (!node_find(p, "RouteSelectionExpression"))
        node_add(p, "RouteSelectionExpression", node_text(arena, "$request.body.action"));
    if (service->websocket.domain.only.value)
        node_add(p, "DisableExecuteApiEndpoint", node_flag(arena, true));
    p = template_add(template, "WebsocketApiStage", "AWS::ApiGatewayV2::Stage", api->first->place).properties;
    node_add(p, "ApiId", intrinsic_ref(arena, api->id));
    node_add(p, "StageName", node_text(arena, template->stage));
    node_add(p, "AutoDeploy", node_flag(arena, true));
    http_stage_write(template, api->id, &service->websocket.throttle, &(struct access_log){ 0 }, p);
    template_output(template, "WebsocketUrl", "URL of the WebSocket API", endpoint(template, "wss"));
}

static void check_connect(struct template *template, const struct gateway *api)
{
    const struct gateway_route *route = api->first;
    while (route && strcmp(route->key, "$connect") != 0) route = route->next;
    const struct websocket_route *event = route ? route->event : NULL;
    if (!event || !event->auth.auth.from)
        route_check_connect(template, event, event ? node_place(event->route.from) : api->first->place);
}

void websocket_write(struct template *template)
{
    const struct gateway *api = gateway_find(template, "WebsocketApi");
    if (!api) return;
    const struct domain_api domain_api = { api->id, "wss", "", false, NULL };
    resources_write(template, api);
    domain_write(template, &template->service->websocket.domain, &domain_api);
    gateway_targets_write(template, api, NULL);
    check_connect(template, api);
    for (const struct gateway_route *route = api->first; route; route = route->next) {
        const struct websocket_route *event = route->event;
        struct node *p = gateway_route_write(template, api, route);
        auth_write(template, event, p);
        if (event->reply.value) reply_write(template, route, p);
    }
}
