/* Authorizers by name, under `auth` of an API. Routes refer to them with `auth`. */
#ifndef TEMPLATES_API_AUTHORIZER_H
#define TEMPLATES_API_AUTHORIZER_H
#include "service/field.h"

struct template;
struct node;

struct jwt {
    const struct node *from;
    struct text issuer, *audience;
};

/* A key in the header x-api-key, and the plan of how much its holder may use. */
struct api_key {
    const struct node *from;
    struct flag on;
    struct integer rate, burst;
    struct text quota, value;
};

struct authorizer {
    const struct node *from;
    struct api_key key;
    struct text name, cognito, *clients, *identity;
    struct jwt jwt;
    struct reference function;
    struct flag iam;
    struct seconds cache;
};
extern const struct form authorizer_form, jwt_form, api_key_form;

/* What a route says of it. */
struct route_auth {
    struct text auth, *scopes;
};

/* The authorizer of that name: NULL for public and iam, for which none is made, and after a finding. */
const struct authorizer *authorizer_find(struct template *, const struct text *name);
struct node *authorizer_called(struct template *, const struct authorizer *); /* its function's ARN */
/* A finding where nothing reads the scopes; `authorizer` as it was found by the name. */
void authorizer_check_scopes(struct template *, const struct text *name, const struct authorizer *,
                             const struct text *scopes);
#endif
