#include "templates/api/gateway.h"
#include "base/sha256.h"
#include "service/intrinsic.h"
#include "templates/service.h"
#include "templates/wiring/call.h"
#include <string.h>

struct gateway_target {
    struct gateway_target *next;
    const struct gateway_route *first;
    int routes;
};

struct gateway *gateway_find(const struct template *template, const char *id)
{
    return index_find(template_index(template, "gateways"), id);
}

struct gateway *gateway_of(struct template *template, const char *id)
{
    struct arena *arena = template->arena;
    if (gateway_find(template, id)) return gateway_find(template, id);
    struct gateway *gateway = arena_take(arena, sizeof *gateway);
    *gateway = (struct gateway){ .id = id, .same = index_new(arena) };
    gateway->end = &gateway->first;
    return index_add(template_index(template, "gateways"), id, gateway);
}

/* Functions are written one after another, so a function's routes follow each other. */
static void target_add(struct arena *arena, struct gateway *gateway, const struct gateway_route *route)
{
    struct gateway_target *last = gateway->last_target;
    if (!last || last->first->bound != route->bound) {
        struct gateway_target *next = arena_take(arena, sizeof *next);
        *next = (struct gateway_target){ .first = route };
        if (last)
            last->next = next;
        else
            gateway->targets = next;
        last = gateway->last_target = next;
    }
    last->routes++;
}

bool gateway_route_add(struct template *template, struct gateway *gateway, struct gateway_route *route)
{
    const struct gateway_route *first = index_add(gateway->same, route->same, route);
    if (first != route) {
        struct diag *diag = diag_add(template->diags, FINDING(route_twice), route->place, NULL,
                                     "duplicate route %s", route->key);
        diag_note(template->diags, diag, first->place, "first defined here, for '%s'",
                  first->bound->function->item.key.value);
        return false;
    }
    *gateway->end = route;
    gateway->end = &route->next;
    target_add(template->arena, gateway, route);
    return true;
}

static const char *part_id(struct arena *arena, const struct gateway *gateway,
                           const struct bound_function *bound, const char *part)
{
    return arena_join(arena, arena_join(arena, bound->id, gateway->id), part);
}

/* One route is permitted as such; of several, the whole API may call. */
static struct node *source(struct arena *arena, const struct gateway *gateway,
                           const struct gateway_target *target)
{
    const char *api = arena_join(
        arena, "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${", gateway->id);
    const char *route = target->routes == 1 ? target->first->arn : "*";
    return intrinsic_sub_text(arena, arena_join(arena, api, arena_join(arena, "}/*/", route)));
}

void gateway_targets_write(struct template *template, const struct gateway *gateway, const char *payload)
{
    struct arena *arena = template->arena;
    for (const struct gateway_target *t = gateway->targets; t; t = t->next) {
        const struct bound_function *bound = t->first->bound;
        struct resource integration =
            template_add(template, part_id(arena, gateway, bound, "Integration"),
                         "AWS::ApiGatewayV2::Integration", node_key_place(bound->function->item.from));
        node_add(integration.properties, "ApiId", intrinsic_ref(arena, gateway->id));
        bound->compute->integration(template, bound, payload, integration.properties);
        if (bound->compute->is_invoked)
            function_permit(template, bound, part_id(arena, gateway, bound, "Permission"),
                            "apigateway.amazonaws.com", source(arena, gateway, t));
    }
}

struct node *gateway_route_write(struct template *template, const struct gateway *gateway,
                                 const struct gateway_route *route)
{
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, gateway->id, arena_join(arena, route->words, "Route"));
    /* Two paths may be alike in words: /a/b and /aB. */
    if (node_find(template->resources, id))
        id = arena_text(arena, "%s%.8s", id, sha256_hex(arena, route->key, strlen(route->key)));
    struct node *p = template_add(template, id, "AWS::ApiGatewayV2::Route", route->place).properties;
    node_add(p, "ApiId", intrinsic_ref(arena, gateway->id));
    node_add(p, "RouteKey", node_text(arena, route->key));
    const char *integration = part_id(arena, gateway, route->bound, "Integration");
    node_add(
        p, "Target",
        intrinsic_sub_text(arena, arena_join(arena, "integrations/${", arena_join(arena, integration, "}"))));
    return p;
}
