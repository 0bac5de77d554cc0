/* Cache policies: how long responses are cached, and the cache key. For a bucket it is the path, for a host
 * also the query string, and for an API also the authorization.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
#ifndef TEMPLATES_CDN_CACHING_H
#define TEMPLATES_CDN_CACHING_H
#include "templates/cdn/distribution.h"

enum cdn_answers { OF_BUCKET, OF_HOST, OF_API };
/* optimized, off, a duration, or the id of a policy; `words` begin the name of one that is made. */
struct node *cdn_cache_policy(struct distribution *, const struct text *cache, enum cdn_answers,
                              const char *words);
#endif
