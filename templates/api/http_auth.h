/* Authorizers of the HTTP API, each made when the first route wants it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html */
#ifndef TEMPLATES_API_HTTP_AUTH_H
#define TEMPLATES_API_HTTP_AUTH_H
#include "templates/api/authorizer.h"
#include "templates/api/gateway.h"

void http_auth_write(struct template *, const struct gateway_route *, struct node *properties);
/* Lets API Gateway ask a function of the service who may call. */
void gateway_permit_authorizer(struct template *, const char *api_id, const char *authorizer_id,
                               const struct authorizer *);
struct node *gateway_authorizer_uri(struct template *, const struct authorizer *);
#endif
