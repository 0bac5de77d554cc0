#include "templates/api/rest_health.h"
#include "base/index.h"
#include "service/intrinsic.h"
#include "templates/api/rest.h"
#include "templates/api/route.h"
#include "templates/service.h"
#include <string.h>

void rest_health_write(struct template *template, struct api *api)
{
    struct arena *arena = template->arena;
    const struct text *health = &template->service->api.domain.failover.health;
    struct route route;
    if (!health->value || !route_read(arena, template->diags, health->from, &route)) return;
    if (strcmp(route.method, "GET") != 0 || strchr(route.path, '{') || index_find(api->routes, route.same))
        return;
    struct node *path = node_find(api->paths, route.path);
    if (!path) path = node_add(api->paths, route.path, node_map(arena));
    struct node *get = node_add(path, "get", node_map(arena));
    get->place = get->key_place = node_place(health->from);
    node_add(get, "summary", node_text(arena, "Health of the region"));
    node_add(node_at(get, "responses.200"), "description", node_text(arena, "The region is healthy"));
    struct node *integration = node_add(get, "x-amazon-apigateway-integration", node_map(arena));
    node_add(integration, "type", node_text(arena, "mock"));
    node_add(node_at(integration, "requestTemplates"), "application/json",
             node_text(arena, "{\"statusCode\": 200}"));
    node_add(node_at(integration, "responses.default"), "statusCode", node_text(arena, "200"));
    api->health = route.same;
}
