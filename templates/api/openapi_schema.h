/* Schemas of requests, as OpenAPI takes them.
 * https://json-schema.org/draft/2020-12/release-notes: what changed since the drafts that people still write.
 */
#ifndef TEMPLATES_API_OPENAPI_SCHEMA_H
#define TEMPLATES_API_OPENAPI_SCHEMA_H
#include "base/node.h"

/* A JSON Schema of any draft as OpenAPI 3.1 takes it: under its name, with its definitions beside it. */
void openapi_schema(struct node *schemas, const char *name, const struct node *schema);
#endif
