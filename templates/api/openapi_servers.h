/* Where an API answers, as OpenAPI's servers. */
#ifndef TEMPLATES_API_OPENAPI_SERVERS_H
#define TEMPLATES_API_OPENAPI_SERVERS_H
#include "templates/api/openapi.h"

struct node *openapi_servers(struct template *, enum openapi_type, const char *region);
#endif
