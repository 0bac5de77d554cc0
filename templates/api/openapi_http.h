/* The routes of an HTTP API, which has no document of its own. */
#ifndef TEMPLATES_API_OPENAPI_HTTP_H
#define TEMPLATES_API_OPENAPI_HTTP_H
#include "templates/core/template.h"

/* What an HTTP API's document would be if it were made of one. */
struct node *openapi_http(struct template *);
#endif
