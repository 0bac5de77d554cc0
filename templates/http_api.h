/* The HTTP API: cheaper and plainer than the REST API, deployed by itself as soon as a route changes.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html */
#ifndef TEMPLATES_HTTP_API_H
#define TEMPLATES_HTTP_API_H
#include "templates/authorizer.h"
#include "templates/wiring/call.h"

/* One route to a function: METHOD /path, or * for what no other route answers. */
void http_route_add(struct template *, const struct bound_function *, const struct http *);
bool http_api_is_type(const struct service *); /* whether http events are its routes: api: {type: http} */
void http_api_lacks(struct template *, const struct node *from, const char *key); /* a finding if written */
void http_api_write(struct template *); /* nothing without a route */
#endif
