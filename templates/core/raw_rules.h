/* Checks raw CloudFormation for what its schemas accept but AWS rejects or ignores. The short forms of the
 * language follow the same rules by themselves. */
#ifndef TEMPLATES_CORE_RAW_RULES_H
#define TEMPLATES_CORE_RAW_RULES_H
#include "templates/core/template.h"

/* A whole resource, as it will stand in the template. */
void raw_rules_check(struct template *, const struct node *resource);
/* A document, or part of one, that API Gateway reads as a REST API. */
void raw_openapi_check(struct template *, const struct node *document);
#endif
