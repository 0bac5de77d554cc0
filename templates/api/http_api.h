/* The HTTP API: cheaper and plainer than the REST API, deployed by itself as soon as a route changes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html */
#ifndef TEMPLATES_API_HTTP_API_H
#define TEMPLATES_API_HTTP_API_H
#include "templates/api/authorizer.h"
#include "templates/api/gateway.h"
#include "templates/wiring/call.h"

/* One route to a function: METHOD /path, or * for what no other route answers. */
void http_route_add(struct template *, const struct bound_function *, const struct http *);
struct gateway *http_api(const struct template *); /* NULL until a route is added */
void http_api_write(struct template *);            /* nothing without a route */
#endif
