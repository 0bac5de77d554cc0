/* What requests must be like: bodies by models, headers and queries by name.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html */
#ifndef TEMPLATES_API_REST_REQUEST_H
#define TEMPLATES_API_REST_REQUEST_H
#include "templates/api/rest.h"

void rest_request_route(struct template *, struct api *, const struct route_of *, struct node *operation);
struct node *rest_parameter(struct node *operation, const char *in, const char *name, bool required);
extern const struct form request_form;
#endif
