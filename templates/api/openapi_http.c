#include "templates/api/openapi_http.h"
#include "base/text.h"
#include "templates/api/gateway.h"
#include "templates/api/http_api.h"
#include "templates/api/http_auth.h"
#include "templates/api/openapi.h"
#include "templates/api/route.h"
#include "templates/service.h"
#include <ctype.h>
#include <string.h>

static void security_write(struct template *template, const struct route_auth *auth, struct node *operation,
                           struct node *schemes)
{
    struct arena *arena = template->arena;
    if (!auth || !auth->auth.value || !strcmp(auth->auth.value, "public")) return;
    const struct authorizer *authorizer = authorizer_find(template, &auth->auth);
    const char *name = authorizer && !authorizer->iam.value ? auth->auth.value : "iam";
    if (!node_find(schemes, name)) node_add(schemes, name, node_map(arena));
    struct node *list = node_add(operation, "security", node_list(arena));
    struct node *scopes = node_add(node_add(list, NULL, node_map(arena)), name, node_list(arena));
    for (const struct text *s = auth->scopes; s && s->from; s++)
        node_add(scopes, NULL, node_copy(arena, s->from));
}

static struct node *operation_of(struct node *paths, const struct gateway_route *route, const char *path)
{
    struct arena *arena = paths->arena;
    char *method = arena_copy(arena, route->key, (size_t)(path - route->key - 1));
    for (char *at = method; *at; at++) *at = (char)tolower((unsigned char)*at);
    struct node *item = node_find(paths, path);
    if (!item) item = node_add(paths, path, node_map(arena));
    return node_add(item, strcmp(method, "any") ? method : "x-amazon-apigateway-any-method", node_map(arena));
}

struct node *openapi_http(struct template *template)
{
    struct arena *arena = template->arena;
    struct node *document = node_map(arena), *paths = node_add(document, "paths", node_map(arena));
    struct node *schemes = node_map(arena);
    for (const struct gateway_route *route = http_api(template)->first; route; route = route->next) {
        const char *path = strchr(route->key, '/');
        if (!path) continue; /* what nothing else answers has no path */
        struct node *operation = operation_of(paths, route, path);
        for (const char *at = path; (at = strchr(at, '{')); at++)
            openapi_parameter(operation, "path", arena_copy(arena, at + 1, strcspn(at + 1, "+}")), true);
        struct node *health_access_of = node_add(operation, "responses", node_map(arena));
        node_add(node_add(health_access_of, "200", node_map(arena)), "description",
                 node_format(arena, "Response of the %s", route->bound->compute->name));
        security_write(template, route->event, operation, schemes);
    }
    if (schemes->count) node_add(node_at(document, "components"), "securitySchemes", schemes);
    return document;
}
