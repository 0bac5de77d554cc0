#include "templates/cdn/caching.h"
#include "service/intrinsic.h"
#include "templates/cdn/cdn.h"
#include "templates/cdn/distribution.h"
#include "templates/cdn/name.h"
#include <string.h>

#define CACHING_OPTIMIZED "658327ea-f89d-4fab-a63d-7e88639e58f6"
#define CACHING_DISABLED  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"

static struct node *policy_make(struct distribution *distribution, enum cdn_answers answers, long seconds,
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
    if (answers == OF_API)
        node_add(node_add(headers, "Headers", node_list(arena)), NULL, node_text(arena, "Authorization"));
    node_add(node_at(key, "QueryStringsConfig"), "QueryStringBehavior",
             node_text(arena, answers == OF_BUCKET ? "none" : "all"));
    return intrinsic_ref(arena, id);
}

struct node *cdn_cache_policy(struct distribution *distribution, const struct text *cache,
                              enum cdn_answers answers, const char *words)
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
                       from ? node_place(from) : node_key_place(distribution->cdn->item.from));
}
