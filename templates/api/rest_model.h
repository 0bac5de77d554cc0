/* Models of API Gateway are of JSON Schema's draft 4, within OpenAPI 3.0; users write newer drafts.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
#ifndef TEMPLATES_API_REST_MODEL_H
#define TEMPLATES_API_REST_MODEL_H
#include "templates/core/template.h"

/* A user's JSON Schema as a model that API Gateway takes: a warning for each rule that it does not enforce.
 */
struct node *rest_model(struct template *, const char *name, const struct node *schema, struct node *schemas);
#endif
