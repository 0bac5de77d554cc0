/* Inside stacks/rights/: who may call the routes of an OpenAPI document.
 * https://spec.openapis.org/oas/v3.0.3#security-requirement-object */
#ifndef STACKS_RIGHTS_OPENAPI_H
#define STACKS_RIGHTS_OPENAPI_H
#include "stacks/rights/graph.h"

struct openapi_caller {
    const char *name; /* of the authorizer; NULL: anyone */
    bool with_key, signed_by_aws;
    const struct node *scopes; /* or NULL */
    struct place place;
};

/* Calls for each alternative of each route, GET /a. */
void openapi_each(const struct reading *, const struct node *body,
                  void (*call)(const struct reading *, const char *route, const struct openapi_caller *));
#endif
