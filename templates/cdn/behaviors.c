#include "templates/cdn/behaviors.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/cdn/caching.h"
#include "templates/cdn/cdn.h"
#include "templates/cdn/distribution.h"
#include "templates/cdn/functions.h"
#include "templates/cdn/headers.h"
#include "templates/cdn/origins.h"
#include "templates/service.h"
#include <string.h>

#define ALL_BUT_HOST "b689b0a8-53d0-40ab-baf2-68738e2966ac" /* of what the viewer sends */

static struct node *list_of(struct arena *arena, const char *words)
{
    struct node *list = node_list(arena);
    for (const char *at = words; *at; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        node_add(list, NULL, node_text(arena, arena_copy(arena, at, size)));
        at += size;
    }
    return list;
}

static void behavior_write(struct distribution *distribution, struct node *behavior, const char *origin,
                           enum cdn_answers answers, const struct text *cache,
                           const struct cdn_headers *headers, const char *words)
{
    struct arena *arena = behavior->arena;
    node_add(behavior, "TargetOriginId", node_text(arena, origin));
    node_add(behavior, "ViewerProtocolPolicy", node_text(arena, "redirect-to-https"));
    node_add(behavior, "AllowedMethods", list_of(arena, "GET HEAD OPTIONS"));
    node_add(behavior, "Compress", node_flag(arena, true));
    node_add(behavior, "CachePolicyId", cdn_cache_policy(distribution, cache, answers, words));
    cdn_headers_write(distribution, behavior, headers, words);
}

static bool check_path(struct template *template, const struct text *path)
{
    if (path->value && *path->value && strlen(path->value) <= 255 && !strpbrk(path->value, " {}"))
        return true;
    if (path->from)
        diag_add(template->diags, FINDING(out_of_range), node_place(path->from), "such as /media/*",
                 "a path pattern must be at most 255 characters of those that CloudFront allows, with * and "
                 "? as wildcards");
    return false;
}

/* Whether the path that leads to the API is taken away: not where its routes begin so themselves. */
static bool strips(struct distribution *distribution)
{
    const struct cdn_api *api = &distribution->cdn->api;
    const char *path = api->path.value;
    if (!text_ends(path, "/*") || strlen(path) < 4) return false;
    if (api->strip.from) return api->strip.value;
    const char *prefix = arena_copy(distribution->template->arena, path, strlen(path) - 1);
    for (const struct function *f = distribution->template->service->functions; f && f->item.from; f++)
        for (const struct chosen *event = f->events; event && event->from; event++) {
            const struct node *value = event->from->first;
            if (!value) continue;
            const char *route = value->shape == SCALAR ? value->text : node_word(value, "route");
            if (!route) route = node_word(value, "path");
            const char *at = route ? strchr(route, '/') : NULL;
            if (at && (text_starts(at, prefix) || text_starts(at, "/{"))) return false;
        }
    return true;
}

static void api_methods_write(struct distribution *distribution, struct node *behavior)
{
    struct arena *arena = behavior->arena;
    node_add(behavior, "TargetOriginId", node_text(arena, cdn_api_origin(distribution)));
    /* A redirected POST would come as a GET. */
    node_add(behavior, "ViewerProtocolPolicy", node_text(arena, "https-only"));
    node_add(behavior, "AllowedMethods", list_of(arena, "GET HEAD OPTIONS PUT PATCH POST DELETE"));
    node_add(behavior, "Compress", node_flag(arena, true));
    node_add(behavior, "OriginRequestPolicyId", node_text(arena, ALL_BUT_HOST));
}

static void api_behavior_write(struct distribution *distribution, struct node *behaviors)
{
    const struct cdn_api *api = &distribution->cdn->api;
    struct arena *arena = distribution->template->arena;
    if (!api->from || !check_path(distribution->template, &api->path)) return;
    struct node *behavior = node_add(behaviors, NULL, node_map(arena));
    behavior->place = node_place(api->from);
    node_add(behavior, "PathPattern", node_text(arena, api->path.value));
    api_methods_write(distribution, behavior);
    node_add(behavior, "CachePolicyId", cdn_cache_policy(distribution, &(struct text){ 0 }, OF_API, ""));
    if (!strips(distribution)) return;
    const char *code = arena_text(arena,
                                  "function handler(event) {\n"
                                  "    var request = event.request;\n"
                                  "    request.uri = request.uri.slice(%zu);\n"
                                  "    return request;\n"
                                  "}\n",
                                  strlen(api->path.value) - 2);
    cdn_function_associate(behavior, "viewer-request",
                           cdn_function_write(distribution, "Api",
                                              "Takes away what leads to the API from paths", code,
                                              node_place(api->from)));
}

/* The API alone, under a name of its own or cached. */
static void api_alone_write(struct distribution *distribution, struct node *behavior)
{
    api_methods_write(distribution, behavior);
    node_add(behavior, "CachePolicyId",
             cdn_cache_policy(distribution, &distribution->cdn->cache, OF_API, ""));
    cdn_functions_write(distribution, behavior);
}

static void paths_write(struct distribution *distribution, struct node *behaviors)
{
    const struct cdn *cdn = distribution->cdn;
    struct arena *arena = distribution->template->arena;
    for (const struct cdn_path *p = cdn->paths; p && p->from; p++) {
        if (!check_path(distribution->template, &p->path)) continue;
        const struct reference *bucket = p->bucket.from ? &p->bucket : &cdn->bucket;
        const struct text *origin = p->origin.from ? &p->origin : &cdn->origin;
        bool custom = p->origin.value || (!p->bucket.from && cdn->origin.value);
        struct node *behavior = node_add(behaviors, NULL, node_map(arena));
        behavior->place = node_place(p->from);
        node_add(behavior, "PathPattern", node_text(arena, p->path.value));
        const char *id =
            custom ? cdn_custom_origin(distribution, origin) : cdn_bucket_origin(distribution, bucket);
        behavior_write(distribution, behavior, id, custom ? OF_HOST : OF_BUCKET,
                       p->cache.from || custom ? &p->cache : &cdn->cache,
                       p->headers.from ? &p->headers : &cdn->headers, text_pascal(arena, p->path.value));
        if (custom) node_add(behavior, "OriginRequestPolicyId", node_text(arena, ALL_BUT_HOST));
    }
}

void cdn_behaviors_write(struct distribution *distribution)
{
    const struct cdn *cdn = distribution->cdn;
    struct template *template = distribution->template;
    struct node *fallback = node_at(distribution->config, "DefaultCacheBehavior");
    if (!cdn->bucket.from && !cdn->origin.value) {
        if (cdn->api.from)
            api_alone_write(distribution, fallback);
        else
            diag_add(template->diags, FINDING(missing_key), node_key_place(cdn->item.from),
                     "bucket: NAME, origin: ADDRESS or api: /*", "'bucket' is missing");
        return;
    }
    const char *origin = cdn->bucket.from ? cdn_bucket_origin(distribution, &cdn->bucket)
                                          : cdn_custom_origin(distribution, &cdn->origin);
    behavior_write(distribution, fallback, origin, cdn->bucket.from ? OF_BUCKET : OF_HOST, &cdn->cache,
                   &cdn->headers, "");
    if (!cdn->bucket.from)
        node_add(fallback, "OriginRequestPolicyId", node_text(template->arena, ALL_BUT_HOST));
    cdn_functions_write(distribution, fallback);
    struct node *behaviors = node_list(template->arena);
    paths_write(distribution, behaviors);
    api_behavior_write(distribution, behaviors);
    if (behaviors->count) node_add(distribution->config, "CacheBehaviors", behaviors);
}
