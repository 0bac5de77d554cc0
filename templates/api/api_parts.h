/* What REST and HTTP APIs have in common beside their routes: CORS, throttling and the access log. */
#ifndef TEMPLATES_API_API_PARTS_H
#define TEMPLATES_API_API_PARTS_H
#include "service/field.h"

struct template;
struct bound_function;
struct node;

struct cors {
    const struct node *from;
    struct text *origins, *headers, *expose;
    struct flag credentials;
    struct seconds maxAge;
};

struct throttle {
    const struct node *from;
    struct integer rate, burst;
};

struct access_log {
    const struct node *from;
    struct flag enabled;
    struct days retention;
    struct text role;
};
extern const struct form cors_form, throttle_form, access_log_form;

void throttle_write(const struct throttle *, struct node *settings); /* of a route, or of all */
bool cors_is_on(const struct cors *);
bool cors_is_every(const struct text *origins);          /* any site's pages may call */
void cors_check(struct template *, const struct cors *); /* findings for what no browser would take */
/* A finding for a function that may work when nobody waits any more; `most` in seconds. */
void api_check_timeout(struct template *, const struct bound_function *, long most);
/* As HTTP APIs and function URLs have it; NULL: it is off. */
struct node *cors_properties(struct template *, const struct cors *, const char *const *methods);
void http_cors_write(struct template *, const struct cors *, struct node *api);
void http_stage_write(struct template *, const char *api_id, const struct throttle *,
                      const struct access_log *, struct node *stage);
#endif
