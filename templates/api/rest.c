#include "templates/api/rest.h"

static struct api **api_part(const struct template *template)
{
    return template_part(template, "REST API", sizeof(struct api *));
}

struct api *rest_api(const struct template *template) { return *api_part(template); }

struct api *rest_api_of(struct template *template, struct place place)
{
    if (rest_api(template)) return rest_api(template);
    struct arena *arena = template->arena;
    struct api *api = arena_take(arena, sizeof *api);
    *api = (struct api){ .paths = node_map(arena),
                         .schemes = node_map(arena),
                         .schemas = node_map(arena),
                         .own_schemas = node_map(arena),
                         .validators = node_map(arena),
                         .models = index_new(arena),
                         .routes = index_new(arena),
                         .variables = index_new(arena),
                         .prefixes = index_new(arena),
                         .place = place };
    api->end = &api->first;
    return *api_part(template) = api;
}
