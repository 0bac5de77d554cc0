/* The REST API: routes as one OpenAPI document, its deployment and its stage.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html */
#ifndef TEMPLATES_API_API_H
#define TEMPLATES_API_API_H
#include "templates/api/api_parts.h"
#include "templates/api/authorizer.h"
#include "templates/api/domain.h"

struct template;
struct bound_function;

/* What one response of the gateway itself says, such as DEFAULT_4XX. */
struct gateway_response {
    const struct node *from;
    struct text name, status, body;
    struct any headers;
};

struct route_cache {
    const struct node *from;
    struct seconds ttl;
    struct text *key;
};

struct request {
    const struct node *from;
    struct any body;
    struct text *query, *headers;
};

/* An http event, or one of httpApi. */
struct http {
    const struct node *from;
    struct text route, description, key;
    struct route_auth auth;
    struct throttle throttle;
    struct route_cache cache;
    struct request request;
    struct seconds timeout;
};

struct api_settings {
    const struct node *from;
    struct text type, name, description, default_authorizer, cache, endpoint, waf, *vpcEndpoints, *binary;
    struct integer compress;
    struct flag docs;
    struct any policy, openapi;
    struct gateway_response *responses;
    struct authorizer *auth;
    struct cors cors;
    struct throttle throttle;
    struct access_log accessLog;
    struct domain domain;
};
extern const struct form api_settings_form;

/* One route to a function. False after a finding. */
bool api_route_add(struct template *, const struct bound_function *, const struct http *);
void api_permit(struct template *,
                const struct bound_function *); /* the API may call it, when its routes are known */
void api_write(struct template *);              /* nothing without a route */
void api_domain_write(struct template *);       /* in the template of the edge: what its domain needs there */
void api_deployment_write(struct template *);   /* when the API's properties are final: overrides count too */
#endif
