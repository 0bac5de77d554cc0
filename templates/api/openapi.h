/* The OpenAPI 3.1 document of an API for its callers: without extensions for API Gateway, and with the
 * request schemas as the user wrote them. https://spec.openapis.org/oas/v3.1.0 */
#ifndef TEMPLATES_API_OPENAPI_H
#define TEMPLATES_API_OPENAPI_H
#include "templates/core/template.h"

struct authorizer;

enum openapi_type { OPENAPI_REST, OPENAPI_HTTP };

bool openapi_has(const struct template *, enum openapi_type);
/* The template must have that API; `region` is where it is, when the description does not say it. */
struct node *openapi_new(struct template *, enum openapi_type, const char *region);
/* What an intrinsic function stands for, as a text that people can read. */
struct node *openapi_readable(struct arena *, const struct node *);
/* What both kinds of API say of a route. */
struct node *openapi_parameter(struct node *operation, const char *in, const char *name, bool required);
#endif
