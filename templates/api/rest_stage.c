#include "templates/api/rest_stage.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/api/rest.h"
#include "templates/api/rest_auth.h"
#include "templates/api/rest_request.h"
#include "templates/core/policy.h"
#include "templates/service.h"
#include "templates/wiring/call.h"
#include <string.h>

static const struct field cache_fields[] = {
    { FIELD(route_cache, ttl), .required = true, .about = "How long responses are cached, such as 60s.",
      .bounds = { 1, 3600 } },
    { FIELD(route_cache, key),
      .about = "Query parameters that are part of the cache key. Path parameters always are." },
    { 0 },
};
const struct form route_cache_form = { .what = "a duration such as 60s, or {ttl, key}",
                                       .brief = "ttl",
                                       .size = sizeof(struct route_cache),
                                       .fields = cache_fields };

static void key_add(struct node *operation, struct node *keys, const char *in, const char *name)
{
    struct arena *arena = keys->arena;
    const char *kind = !strcmp(in, "query") ? "querystring" : in;
    if (strcmp(in, "path") != 0) rest_parameter(operation, in, name, false);
    const char *source = arena_join(arena, "method.request.", arena_join(arena, kind, "."));
    node_add(keys, NULL, node_text(arena, arena_join(arena, source, name)));
}

void rest_cache_route(struct template *template, struct api *api, const struct route_of *made,
                      struct node *operation, struct node *integration)
{
    struct arena *arena = template->arena;
    const struct route_cache *cache = &made->http->cache;
    (void)api;
    if (!cache->from || !is_known(cache->ttl.from)) return;
    if (strcmp(made->route.method, "GET") != 0)
        diag_add(template->diags, FINDING(cache_method), node_place(cache->from),
                 "remove cache, or change the route to GET",
                 "API Gateway caches responses of GET only, not of %s", made->route.method);
    if (rest_is_signed(template, made))
        diag_add(template->diags, FINDING(cache_signed), node_place(cache->from), "remove it",
                 "responses of %s %s are never served from the cache", made->route.method, made->route.path);
    struct node *keys = node_list(arena);
    const struct node *parameters = node_find(operation, "parameters");
    for (const struct node *p = parameters ? parameters->first : NULL; p; p = p->next)
        if (!strcmp(node_word(p, "in"), "path")) key_add(operation, keys, "path", node_word(p, "name"));
    for (const struct text *t = cache->key; t && t->from; t++)
        if (t->value) key_add(operation, keys, "query", t->value);
    /* What one person may see is for nobody else. */
    for (const struct text *t = rest_identity(template, made); t->value; t++)
        key_add(operation, keys, "header", t->value);
    if (keys->count) node_add(integration, "cacheKeyParameters", keys);
}

/* /quests/{id} → /~1quests~1{id} */
static const char *encoded(struct arena *arena, const char *path)
{
    return strcmp(path, "/") ? arena_join(arena, "/", text_replace(arena, path, "/", "~1")) : "/";
}

static struct node *setting_add(struct node *settings, const char *path, const char *method)
{
    struct arena *arena = settings->arena;
    struct node *setting = node_add(settings, NULL, node_map(arena));
    node_add(setting, "ResourcePath", node_text(arena, path));
    node_add(setting, "HttpMethod", node_text(arena, method));
    return setting;
}

static void cached_write(const struct seconds *ttl, struct node *setting)
{
    struct arena *arena = setting->arena;
    node_add(setting, "CachingEnabled", node_flag(arena, true));
    node_add(setting, "CacheTtlInSeconds",
             is_known(ttl->from) ? node_number(arena, ttl->value) : node_copy(arena, ttl->from));
    node_add(setting, "CacheDataEncrypted", node_flag(arena, true));
}

/* What stands for one method replaces what stands for all, so that it says that again. */
static bool settings_write(struct template *template, const struct api *api, struct node *settings)
{
    struct arena *arena = template->arena;
    const struct throttle *throttle = &template->service->api.throttle;
    bool caches = false;
    if (throttle->from) throttle_write(throttle, setting_add(settings, "/*", "*"));
    for (const struct route_of *r = api->first; r; r = r->after) {
        const struct seconds *ttl = &r->http->cache.ttl;
        const struct throttle *own = &r->http->throttle;
        if (!ttl->from && !own->from) continue;
        const char *method = strcmp(r->route.method, "ANY") ? r->route.method : "*";
        struct node *setting = setting_add(settings, encoded(arena, r->route.path), method);
        if (ttl->from) cached_write(ttl, setting);
        throttle_write(own->from ? own : throttle, setting);
        if (ttl->from) caches = true;
    }
    return caches;
}

static void cache_write(struct template *template, bool caches, struct node *stage)
{
    struct arena *arena = template->arena;
    const struct text *size = &template->service->api.cache;
    bool off = size->from && is_known(size->from) && json_word(size->from) == JSON_FALSE;
    if (off || (!caches && !size->from)) return;
    node_add(stage, "CacheClusterEnabled", node_flag(arena, true));
    const char *text = size->value ? arena_copy(arena, size->value, strcspn(size->value, "Gg ")) : "0.5";
    struct node *written =
        node_add(stage, "CacheClusterSize",
                 size->from && !is_known(size->from) ? node_copy(arena, size->from) : node_text(arena, text));
    if (size->from) written->place = node_place(size->from);
    schema_check(template->schemas, "AWS::ApiGateway::Stage", "CacheClusterSize", "cache", written,
                 template->diags);
}

/* It is the account's: other APIs write their logs by it when this service is long gone.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html */
static struct node *logs_role(struct template *template, struct place place)
{
    struct arena *arena = template->arena;
    struct resource role = template_add(template, "ApiLogsRole", "AWS::IAM::Role", place);
    template_leave(template, role);
    node_add(role.properties, "AssumeRolePolicyDocument", policy_trust(arena, "apigateway.amazonaws.com"));
    node_add(node_add(role.properties, "ManagedPolicyArns", node_list(arena)), NULL,
             intrinsic_sub_text(arena, "arn:${AWS::Partition}:iam::aws:policy/service-role/"
                                       "AmazonAPIGatewayPushToCloudWatchLogs"));
    return intrinsic_attribute(arena, "ApiLogsRole", "Arn");
}

static void account_write(struct template *template, const struct text *written)
{
    if (!written->from) return;
    enum json_word word = is_known(written->from) ? json_word(written->from) : JSON_TEXT;
    if (word == JSON_FALSE) return;
    struct place place = node_place(written->from);
    struct node *role =
        word == JSON_TRUE ? logs_role(template, place) : node_copy(template->arena, written->from);
    struct resource account = template_add(template, "ApiAccount", "AWS::ApiGateway::Account", place);
    template_leave(template, account);
    node_add(account.properties, "CloudWatchRoleArn", role);
    template_after(template, "ApiStage", "ApiAccount");
}

static void log_write(struct template *template, struct node *stage)
{
    static const char format[] =
        "{\"requestId\":\"$context.requestId\",\"time\":\"$context.requestTime\",\"ip\":\"$context.identity."
        "sourceIp\",\"method\":\"$context.httpMethod\",\"path\":\"$context.path\",\"route\":\"$context."
        "resourcePath\",\"status\":\"$context.status\",\"length\":\"$context.responseLength\",\"latency\":"
        "\"$context.responseLatency\",\"error\":\"$context.error.message\"}";
    struct arena *arena = template->arena;
    const struct access_log *log = &template->service->api.accessLog;
    if (!log->from || (log->enabled.from && !log->enabled.value)) return;
    struct node *group =
        template_add(template, "ApiAccessLogs", "AWS::Logs::LogGroup", node_place(log->from)).properties;
    template_write(template, &access_log_form, log, group);
    if (!log->retention.from) node_add(group, "RetentionInDays", node_number(arena, 30));
    struct node *setting = node_add(stage, "AccessLogSetting", node_map(arena));
    setting->place = node_place(log->from);
    node_add(setting, "DestinationArn", intrinsic_attribute(arena, "ApiAccessLogs", "Arn"));
    node_add(setting, "Format", node_text(arena, format));
    account_write(template, &log->role);
}

static void firewall_write(struct template *template)
{
    struct arena *arena = template->arena;
    const struct text *acl = &template->service->api.waf;
    if (!acl->from) return;
    if (acl->value && strstr(acl->value, ":global/"))
        diag_add(template->diags, FINDING(out_of_range), node_place(acl->from),
                 "use a web ACL of scope REGIONAL", "a web ACL of the global scope protects CloudFront only");
    struct node *p =
        template_add(template, "ApiFirewall", "AWS::WAFv2::WebACLAssociation", node_place(acl->from))
            .properties;
    node_add(
        p, "ResourceArn",
        intrinsic_sub_text(
            arena, "arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/${Api}/stages/${ApiStage}"));
    node_add(p, "WebACLArn", node_copy(arena, acl->from));
}

void rest_stage_write(struct template *template, const struct api *api)
{
    struct arena *arena = template->arena;
    struct node *p = template_add(template, "ApiStage", "AWS::ApiGateway::Stage", api->place).properties;
    node_add(p, "RestApiId", intrinsic_ref(arena, "Api"));
    node_add(p, "StageName", node_text(arena, template->stage));
    if (function_traces(&template->service->defaults)) node_add(p, "TracingEnabled", node_flag(arena, true));
    struct node *settings = node_list(arena);
    bool caches = settings_write(template, api, settings);
    if (settings->count) node_add(p, "MethodSettings", settings);
    cache_write(template, caches, p);
    log_write(template, p);
    firewall_write(template);
    template_output(template, "ApiUrl", "URL of the API",
                    intrinsic_sub(arena, "https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/%s",
                                  template->stage));
}
