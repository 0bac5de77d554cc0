/* Authorizers as OpenAPI's security schemes. */
#ifndef TEMPLATES_API_OPENAPI_AUTH_H
#define TEMPLATES_API_OPENAPI_AUTH_H
#include "templates/core/template.h"

/* As people prove who they are; NULL for what is no authorizer of the description. */
struct node *openapi_scheme(struct template *, const char *name);
#endif
