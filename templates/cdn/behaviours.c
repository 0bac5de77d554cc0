/* Origins, and which paths lead to which.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
#include "base/index.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/cdn/cdn.h"
#include "templates/policy.h"
#include "templates/service.h"
#include <ctype.h>
#include <string.h>

#define CACHING_OPTIMIZED "658327ea-f89d-4fab-a63d-7e88639e58f6"
#define CACHING_DISABLED  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
#define ALL_BUT_HOST      "b689b0a8-53d0-40ab-baf2-68738e2966ac" /* of what the viewer sends */
#define SECURITY_HEADERS  "67f7725c-6f97-4210-82d7-5512b31e9d03"
#define CORS_HEADERS      "5cc3b908-e619-4b99-88e5-2cf7f45965bd"
#define CORS_AND_SECURITY "eaab4381-ed33-4a86-88ca-d9558dc6cd63"

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

static struct node *statements_of(struct template *template, const char *bucket_id, struct place place)
{
    struct arena *arena = template->arena;
    for (const struct node *n = template->resources->first; n; n = n->next) {
        const char *type = node_word(n, "Type");
        const struct node *properties = node_find(n, "Properties");
        const char *bucket = node_word(node_find(properties, "Bucket"), "Ref");
        if (type && bucket && !strcmp(type, "AWS::S3::BucketPolicy") && !strcmp(bucket, bucket_id))
            return node_find(node_find(properties, "PolicyDocument"), "Statement");
    }
    struct resource made =
        template_add(template, arena_join(arena, bucket_id, "Policy"), "AWS::S3::BucketPolicy", place);
    struct node *statements = node_list(arena);
    node_add(made.properties, "Bucket", intrinsic_ref(arena, bucket_id));
    node_add(made.properties, "PolicyDocument", policy_document(arena, statements));
    return statements;
}

/* With the right to list, what is not there is a 404; without, it would be a 403. */
static void bucket_allow(struct distribution *distribution, const char *bucket_id)
{
    static const char *const rights[][2] = { { "s3:GetObject", "/*" }, { "s3:ListBucket", "" } };
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    if (index_find(distribution->bucket_access, bucket_id)) return;
    index_add(distribution->bucket_access, bucket_id, distribution);
    struct node *statements = statements_of(template, bucket_id, distribution->cdn->item.from->key_place);
    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++) {
        struct node *statement = policy_allow(statements, rights[i][0]);
        node_add(node_at(statement, "Principal"), "Service", node_text(arena, "cloudfront.amazonaws.com"));
        struct node *arn = intrinsic_attribute(arena, bucket_id, "Arn");
        node_add(statement, "Resource", *rights[i][1] ? intrinsic_append(arena, arn, rights[i][1]) : arn);
        node_add(node_at(statement, "Condition.StringEquals"), "AWS:SourceArn",
                 intrinsic_sub(arena,
                               "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${%s}",
                               distribution->id));
    }
}

static struct node *access_control(struct distribution *distribution)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, distribution->key, "AccessControl");
    if (!node_find(template->resources, id)) {
        struct node *config = node_at(template_add(template, id, "AWS::CloudFront::OriginAccessControl",
                                                   distribution->cdn->item.from->key_place)
                                          .properties,
                                      "OriginAccessControlConfig");
        node_add(config, "Name", node_text(arena, cdn_name(template, distribution->cdn, "")));
        node_add(config, "OriginAccessControlOriginType", node_text(arena, "s3"));
        node_add(config, "SigningBehavior", node_text(arena, "always"));
        node_add(config, "SigningProtocol", node_text(arena, "sigv4"));
    }
    return intrinsic_attribute(arena, id, "Id");
}

/* The origin's id; NULL: it is there already under this one. */
static struct node *origin_add(struct distribution *distribution, const char *id)
{
    for (const struct node *n = distribution->origins->first; n; n = n->next)
        if (!strcmp(node_word(n, "Id"), id)) return NULL;
    struct arena *arena = distribution->template->arena;
    struct node *origin = node_add(distribution->origins, NULL, node_map(arena));
    node_add(origin, "Id", node_text(arena, id));
    return origin;
}

static const char *bucket_origin(struct distribution *distribution, const struct reference *bucket)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const struct named *named = bucket->target;
    const char *id = named ? named->name : "bucket";
    struct node *origin = origin_add(distribution, id);
    if (!origin) return id;
    if (named && !((const struct item *)named->item)->arn.from) {
        const char *bucket_id = item_id(template, named->kind, named->item);
        node_add(origin, "DomainName", intrinsic_attribute(arena, bucket_id, "RegionalDomainName"));
        bucket_allow(distribution, bucket_id);
    } else { /* its own policy must let the distribution read */
        struct node *arn = reference_arn(template, bucket);
        const char *name = arn->shape == SCALAR ? arn_part(arena, arn->text, ARN_RESOURCE) : NULL;
        if (!name) {
            diag_add(template->diags, FINDING_intrinsic_here, bucket->from->place, "write the ARN itself",
                     "cfgen itself reads the bucket's ARN");
            name = "";
        }
        node_add(origin, "DomainName", intrinsic_sub(arena, "%s.s3.${AWS::Region}.${AWS::URLSuffix}", name));
    }
    node_add(origin, "OriginAccessControlId", access_control(distribution));
    node_add(node_at(origin, "S3OriginConfig"), "OriginAccessIdentity", node_text(arena, ""));
    return id;
}

static void custom_config(struct node *origin, const char *protocol)
{
    struct arena *arena = origin->arena;
    struct node *config = node_at(origin, "CustomOriginConfig");
    node_add(config, "OriginProtocolPolicy", node_text(arena, protocol));
    node_add(config, "OriginSSLProtocols", list_of(arena, "TLSv1.2"));
}

/* https://example.org/path, or the name alone. */
static const char *custom_origin(struct distribution *distribution, const struct text *text)
{
    struct arena *arena = distribution->template->arena;
    const char *name = text->value, *protocol = "https-only";
    if (text_starts(name, "http://")) protocol = "http-only";
    if (strstr(name, "://")) name = strstr(name, "://") + 3;
    size_t size = strcspn(name, "/");
    const char *host = arena_copy(arena, name, size), *path = name + size;
    if (!strchr(host, '.') || strpbrk(host, " :@"))
        diag_add(distribution->template->diags, FINDING_out_of_range, text->from->place,
                 "such as https://example.org", "an origin is the name of a host, or its address");
    struct node *origin = origin_add(distribution, name);
    if (!origin) return name;
    node_add(origin, "DomainName", node_text(arena, host));
    if (path[0] && path[1]) node_add(origin, "OriginPath", node_text(arena, path));
    custom_config(origin, protocol);
    return name;
}

static const char *api_origin(struct distribution *distribution)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const char *api = template->api ? "Api" : template->http_api ? "HttpApi" : NULL;
    if (!api) {
        diag_add(template->diags, FINDING_missing_key, distribution->cdn->api.from->place,
                 "events: [http: GET /…] of a function make it", "there is no API to lead to");
        return "api";
    }
    struct node *origin = origin_add(distribution, "api");
    node_add(origin, "DomainName",
             intrinsic_sub(arena, "${%s}.execute-api.${AWS::Region}.${AWS::URLSuffix}", api));
    if (template->api) node_add(origin, "OriginPath", intrinsic_sub_text(arena, "/${ApiStage}"));
    custom_config(origin, "https-only");
    return "api";
}

/* What makes two requests the same: a bucket looks at paths only, a host at what is asked too, and an API at
 * who asks. */
enum answers { OF_BUCKET, OF_HOST, OF_API };

static struct node *policy_make(struct distribution *distribution, enum answers answers, long seconds,
                                const char *words, struct place place)
{
    enum { YEAR = 31536000 };
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const char *id = arena_join(arena, distribution->key, arena_join(arena, words, "CachePolicy"));
    struct node *config = node_at(
        template_add(template, id, "AWS::CloudFront::CachePolicy", place).properties, "CachePolicyConfig");
    node_add(config, "Name", node_text(arena, cdn_name(template, distribution->cdn, words)));
    node_add(config, "MinTTL", node_number(arena, 0));
    node_add(config, "DefaultTTL", node_number(arena, seconds));
    node_add(config, "MaxTTL", node_number(arena, seconds > YEAR ? seconds : YEAR));
    struct node *key = node_at(config, "ParametersInCacheKeyAndForwardedToOrigin");
    node_add(key, "EnableAcceptEncodingGzip", node_flag(arena, true));
    node_add(key, "EnableAcceptEncodingBrotli", node_flag(arena, true));
    node_add(node_at(key, "CookiesConfig"), "CookieBehavior", node_text(arena, "none"));
    struct node *headers = node_at(key, "HeadersConfig");
    node_add(headers, "HeaderBehavior", node_text(arena, answers == OF_API ? "whitelist" : "none"));
    if (answers == OF_API) node_add(headers, "Headers", list_of(arena, "Authorization"));
    node_add(node_at(key, "QueryStringsConfig"), "QueryStringBehavior",
             node_text(arena, answers == OF_BUCKET ? "none" : "all"));
    return intrinsic_ref(arena, id);
}

/* optimized, off, a duration, or the id of a policy. */
static struct node *cache_policy(struct distribution *distribution, const struct text *cache,
                                 enum answers answers, const char *words)
{
    enum { DAY = 86400 };
    struct arena *arena = distribution->template->arena;
    const struct node *from = cache->from;
    struct seconds ttl = { from, DAY };
    struct flag flag;
    bool optimized = !from || (cache->value && !strcmp(cache->value, "optimized"));
    if (!optimized && !is_known(from)) return node_copy(arena, from);
    bool word = !optimized && flag_form.word(&flag, from);
    if (!optimized && !word && !seconds_form.word(&ttl, from)) return node_text(arena, cache->value);
    if ((word && !flag.value) || (optimized && answers == OF_API)) return node_text(arena, CACHING_DISABLED);
    if (ttl.value == DAY && answers == OF_BUCKET) return node_text(arena, CACHING_OPTIMIZED);
    return policy_make(distribution, answers, ttl.value, words,
                       from ? from->place : distribution->cdn->item.from->key_place);
}

/* security, cors, both, off, or the id of a policy. */
static void headers_write(struct node *behaviour, const struct text *headers)
{
    static const char *const known[][2] = { { "security", SECURITY_HEADERS },
                                            { "cors", CORS_HEADERS },
                                            { "cors+security", CORS_AND_SECURITY } };
    struct arena *arena = behaviour->arena;
    struct flag flag;
    bool word = is_known(headers->from);
    if (word && flag_form.word(&flag, headers->from) && !flag.value) return;
    const char *id = word ? headers->value : SECURITY_HEADERS;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(id, known[i][0])) id = known[i][1];
    node_add(behaviour, "ResponseHeadersPolicyId",
             headers->from && !word ? node_copy(arena, headers->from) : node_text(arena, id));
}

static void behaviour_write(struct distribution *distribution, struct node *behaviour, const char *origin,
                            enum answers answers, const struct text *cache, const struct text *headers,
                            const char *words)
{
    struct arena *arena = behaviour->arena;
    node_add(behaviour, "TargetOriginId", node_text(arena, origin));
    node_add(behaviour, "ViewerProtocolPolicy", node_text(arena, "redirect-to-https"));
    node_add(behaviour, "AllowedMethods", list_of(arena, "GET HEAD OPTIONS"));
    node_add(behaviour, "Compress", node_flag(arena, true));
    node_add(behaviour, "CachePolicyId", cache_policy(distribution, cache, answers, words));
    headers_write(behaviour, headers);
}

static bool check_path(struct template *template, const struct text *path)
{
    if (path->value && *path->value && strlen(path->value) <= 255 && !strpbrk(path->value, " {}"))
        return true;
    if (path->from)
        diag_add(template->diags, FINDING_out_of_range, path->from->place, "such as /media/*",
                 "CloudFront takes paths with * and ?, of 255 characters at most");
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
    const struct item *item = service_items(distribution->template->service, &function_kind);
    for (; item; item = kind_next(&function_kind, item)) {
        const struct chosen *event = ((const struct function *)(const void *)item)->events;
        for (; event && event->from; event++) {
            const struct node *value = event->from->first;
            if (!value) continue;
            const char *route = value->shape == SCALAR ? value->text : node_word(value, "route");
            if (!route) route = node_word(value, "path");
            const char *at = route ? strchr(route, '/') : NULL;
            if (at && (text_starts(at, prefix) || text_starts(at, "/{"))) return false;
        }
    }
    return true;
}

static void api_methods_write(struct distribution *distribution, struct node *behaviour)
{
    struct arena *arena = behaviour->arena;
    node_add(behaviour, "TargetOriginId", node_text(arena, api_origin(distribution)));
    /* A redirected POST would come as a GET. */
    node_add(behaviour, "ViewerProtocolPolicy", node_text(arena, "https-only"));
    node_add(behaviour, "AllowedMethods", list_of(arena, "GET HEAD OPTIONS PUT PATCH POST DELETE"));
    node_add(behaviour, "Compress", node_flag(arena, true));
    node_add(behaviour, "OriginRequestPolicyId", node_text(arena, ALL_BUT_HOST));
}

static void api_behaviour_write(struct distribution *distribution, struct node *behaviours)
{
    const struct cdn_api *api = &distribution->cdn->api;
    struct arena *arena = distribution->template->arena;
    if (!api->from || !check_path(distribution->template, &api->path)) return;
    struct node *behaviour = node_add(behaviours, NULL, node_map(arena));
    behaviour->place = api->from->place;
    node_add(behaviour, "PathPattern", node_text(arena, api->path.value));
    api_methods_write(distribution, behaviour);
    node_add(behaviour, "CachePolicyId", node_text(arena, CACHING_DISABLED));
    if (!strips(distribution)) return;
    const char *code = arena_text(arena,
                                  "function handler(event) {\n"
                                  "    var request = event.request;\n"
                                  "    request.uri = request.uri.slice(%zu);\n"
                                  "    return request;\n"
                                  "}\n",
                                  strlen(api->path.value) - 2);
    cdn_function_associate(behaviour, "viewer-request",
                           cdn_function_write(distribution, "Api",
                                              "Takes away what leads to the API from paths", code,
                                              api->from->place));
}

/* The API alone, under a name of its own or cached. */
static void api_alone_write(struct distribution *distribution, struct node *behaviour)
{
    api_methods_write(distribution, behaviour);
    node_add(behaviour, "CachePolicyId", cache_policy(distribution, &distribution->cdn->cache, OF_API, ""));
    cdn_functions_write(distribution, behaviour);
}

static void paths_write(struct distribution *distribution, struct node *behaviours)
{
    const struct cdn *cdn = distribution->cdn;
    struct arena *arena = distribution->template->arena;
    for (const struct cdn_path *p = cdn->paths; p && p->from; p++) {
        if (!check_path(distribution->template, &p->path)) continue;
        const struct reference *bucket = p->bucket.from ? &p->bucket : &cdn->bucket;
        const struct text *origin = p->origin.from ? &p->origin : &cdn->origin;
        bool custom = p->origin.value || (!p->bucket.from && cdn->origin.value);
        struct node *behaviour = node_add(behaviours, NULL, node_map(arena));
        behaviour->place = p->from->place;
        node_add(behaviour, "PathPattern", node_text(arena, p->path.value));
        const char *id = custom ? custom_origin(distribution, origin) : bucket_origin(distribution, bucket);
        behaviour_write(distribution, behaviour, id, custom ? OF_HOST : OF_BUCKET,
                        p->cache.from || custom ? &p->cache : &cdn->cache,
                        p->headers.from ? &p->headers : &cdn->headers, text_pascal(arena, p->path.value));
        if (custom) node_add(behaviour, "OriginRequestPolicyId", node_text(arena, ALL_BUT_HOST));
    }
}

void cdn_behaviours_write(struct distribution *distribution)
{
    const struct cdn *cdn = distribution->cdn;
    struct template *template = distribution->template;
    struct node *usual = node_at(distribution->config, "DefaultCacheBehavior");
    if (!cdn->bucket.from && !cdn->origin.value) {
        if (cdn->api.from)
            api_alone_write(distribution, usual);
        else
            diag_add(template->diags, FINDING_missing_key, cdn->item.from->key_place,
                     "bucket: NAME, origin: ADDRESS or api: /*", "'bucket' is missing");
        return;
    }
    const char *origin = cdn->bucket.from ? bucket_origin(distribution, &cdn->bucket)
                                          : custom_origin(distribution, &cdn->origin);
    behaviour_write(distribution, usual, origin, cdn->bucket.from ? OF_BUCKET : OF_HOST, &cdn->cache,
                    &cdn->headers, "");
    if (!cdn->bucket.from) node_add(usual, "OriginRequestPolicyId", node_text(template->arena, ALL_BUT_HOST));
    cdn_functions_write(distribution, usual);
    struct node *behaviours = node_list(template->arena);
    paths_write(distribution, behaviours);
    api_behaviour_write(distribution, behaviours);
    if (behaviours->count) node_add(distribution->config, "CacheBehaviors", behaviours);
}
