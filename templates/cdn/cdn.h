/* CloudFront: the description of a distribution, with its origins, paths and domains. */
#ifndef TEMPLATES_CDN_CDN_H
#define TEMPLATES_CDN_CDN_H
#include "templates/core/kind.h"

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
#endif
