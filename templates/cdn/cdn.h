/* CloudFront: what a distribution serves, from where, and under which names. */
#ifndef TEMPLATES_CDN_CDN_H
#define TEMPLATES_CDN_CDN_H
#include "templates/kind.h"

struct cdn_api {
    const struct node *from;
    struct text path;
    struct flag strip;
};

struct cdn_header {
    const struct node *from;
    struct text name, value;
};

struct cdn_headers {
    const struct node *from;
    struct text policy, csp;
    struct cdn_header *set;
};

struct cdn_path { /* another origin, or other caching, for some paths */
    const struct node *from;
    struct text path, origin, cache;
    struct cdn_headers headers;
    struct reference bucket;
};

struct cdn_error {
    const struct node *from;
    struct integer code, status;
    struct text page;
    struct seconds ttl;
};

struct cdn_domain {
    const struct node *from;
    struct text name, zone, certificate, *also;
};

struct cdn_functions {
    const struct node *from;
    struct text viewerRequest, viewerResponse, originRequest, originResponse;
};

struct cdn_countries {
    const struct node *from;
    struct text *allow, *block;
};

struct cdn {
    struct item item;
    struct reference bucket;
    struct text origin, index, cache, prices, waf, comment, http, logs;
    struct flag spa, enabled;
    struct cdn_api api;
    struct cdn_path *paths;
    struct cdn_error *errors;
    struct cdn_domain domain;
    struct cdn_functions functions;
    struct cdn_countries countries;
    struct cdn_headers headers;
};

/* One that is being written. */
struct distribution {
    struct template *template;
    const struct cdn *cdn;
    const char *id, *key;        /* SiteDistribution, Site */
    struct node *config;         /* DistributionConfig */
    struct node *origins;        /* of it */
    struct index *bucket_access; /* by the bucket's id: whether it lets the distribution read */
};

/* Each adds an origin unless it is there, and gives back its id. */
const char *cdn_bucket_origin(struct distribution *, const struct reference *bucket);
const char *cdn_custom_origin(struct distribution *, const struct text *);
const char *cdn_api_origin(struct distribution *);

enum cdn_answers { OF_BUCKET, OF_HOST, OF_API };
/* optimized, off, a duration, or the id of a policy; `words` begin the name of one that is made. */
struct node *cdn_cache_policy(struct distribution *, const struct text *cache, enum cdn_answers,
                              const char *words);
void cdn_headers_write(struct distribution *, struct node *behaviour, const struct cdn_headers *,
                       const char *words);
void cdn_behaviours_write(struct distribution *); /* and the origins that they lead to */
/* What runs at viewers' and origins' side, into the default behaviour. */
void cdn_functions_write(struct distribution *, struct node *behaviour);
/* A CloudFront function of this code; gives back its ARN. */
struct node *cdn_function_write(struct distribution *, const char *name, const char *what, const char *code,
                                struct place);
void cdn_function_associate(struct node *behaviour, const char *event, struct node *arn);
void cdn_domain_write(struct distribution *);
void cdn_logs_write(struct distribution *);
/* The certificate of the domain lives where CloudFront looks for it, maybe in a stack of its own. */
bool cdn_certificate_is_here(const struct template *, const struct cdn *);
void cdn_certificate_write(struct template *, const struct cdn *);
#endif
