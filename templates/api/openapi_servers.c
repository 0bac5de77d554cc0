#include "templates/api/openapi_servers.h"
#include "base/text.h"
#include "templates/api/openapi.h"
#include "templates/api/type.h"
#include "templates/service.h"

static void variable_add(struct node *server, const char *name, const char *value, const char *about)
{
    struct arena *arena = server->arena;
    struct node *variable = node_map(arena);
    node_add(node_at(server, "variables"), name, variable);
    node_add(variable, "default", node_text(arena, value));
    node_add(variable, "description", node_text(arena, about));
}

static struct node *server_add(struct node *servers, const char *url)
{
    struct arena *arena = servers->arena;
    struct node *server = node_add(servers, NULL, node_map(arena));
    node_add(server, "url", node_text(arena, url));
    return server;
}

static void domain_add(struct node *servers, const struct domain *domain)
{
    struct arena *arena = servers->arena;
    const char *url = arena_join(arena, "https://", openapi_readable(arena, domain->name.from)->text);
    if (domain->path.from) {
        const char *path = openapi_readable(arena, domain->path.from)->text;
        url = arena_join(arena, url, *path == '/' ? path : arena_join(arena, "/", path));
    }
    server_add(servers, url);
}

/* The id is AWS's own, so that nobody knows it before the API is deployed. */
static void aws_add(struct node *servers, const char *region, const char *stage, const char *output)
{
    struct arena *arena = servers->arena;
    const char *suffix = region && text_starts(region, "cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
    const char *url = arena_join(arena, "https://{api}.execute-api.", region ? region : "{region}");
    struct node *server = server_add(servers, arena_join(arena, url, arena_join(arena, suffix, stage)));
    variable_add(
        server, "api", "api",
        arena_text(arena, "ID of the API. After deployment, the output %s contains the whole URL.", output));
    if (!region) variable_add(server, "region", EDGE_REGION, "Region of the API");
}

struct node *openapi_servers(struct template *template, enum openapi_type type, const char *region)
{
    struct arena *arena = template->arena;
    const struct domain *domain = &template->service->api.domain;
    struct node *servers = node_list(arena);
    bool rest = type == OPENAPI_REST;
    if (domain->name.from && rest == !http_api_is_type(template->service)) {
        domain_add(servers, domain);
        return servers;
    }
    const char *stage = rest ? arena_join(arena, "/", template->stage) : "";
    while (template->before) template = template->before;
    for (const struct template *t = template; t; t = t->next)
        if (openapi_has(t, type))
            aws_add(servers, t->at.region ? t->at.region : region, stage, rest ? "ApiUrl" : "HttpApiUrl");
    return servers;
}
