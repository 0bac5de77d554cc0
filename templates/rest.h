/* The parts of the REST API's document, each in a file of its own: who may call, what requests are like, who
 * may read answers from another site; and its stage. templates/api.c puts them together. */
#ifndef TEMPLATES_REST_H
#define TEMPLATES_REST_H
#include "base/index.h"
#include "templates/api.h"
#include "templates/route.h"
#include "templates/wiring/call.h"

struct route_of {
    struct route_of *next;  /* of the same function */
    struct route_of *after; /* of the whole API */
    struct route route;
    const struct bound_function *bound;
    const struct http *http;
    struct place place;
};

struct api {
    struct node *paths;
    struct node *schemes;     /* securitySchemes */
    struct node *schemas;     /* components.schemas, as API Gateway takes them */
    struct node *own_schemas; /* as they were written: for people */
    struct node *validators;
    struct index *models;    /* where a schema stands → the name of its model */
    struct index *routes;    /* what is alike → struct route_of */
    struct index *variables; /* path before a parameter → struct route_of; siblings must have one name */
    struct index *prefixes;
    int prefix_count;
    struct route_of *first, **end;
    const char
        *health; /* the `same` of the route that API Gateway itself answers for a health check; or NULL */
    struct diag *open;  /* the finding for routes that anybody may call */
    struct place place; /* of the first route */
};

/* What a route adds to its operation. */
void rest_auth_route(struct template *, struct api *, const struct route_of *, struct node *operation);
void rest_request_route(struct template *, struct api *, const struct route_of *, struct node *operation);
void rest_cache_route(struct template *, struct api *, const struct route_of *, struct node *operation,
                      struct node *integration);
struct node *rest_parameter(struct node *operation, const char *in, const char *name, bool required);
bool rest_is_guarded(struct template *, const struct route_of *);
bool rest_is_signed(const struct template *, const struct route_of *);
/* The headers by which it knows who calls; the first without a value ends them. */
const struct text *rest_identity(struct template *, const struct route_of *);

void rest_endpoint_write(struct template *, struct node *properties);
void rest_overrides_follow(struct node *properties); /* the Body says what overrides say of the API */
void rest_extensions_write(struct template *, struct node *document);
void rest_plans_write(struct template *);
void rest_auth_check(struct template *, const struct api *); /* when all routes are known */
void rest_health_write(struct template *, struct api *);
void rest_cors_write(struct template *, struct api *);
struct node *rest_origin(struct template *);    /* the first, quoted as mappings of headers want it */
struct node *rest_responses(struct template *); /* of the gateway itself; NULL: as AWS has them */
void rest_stage_write(struct template *, const struct api *);
/* A user's JSON Schema as a model that API Gateway takes: a warning for each rule that it does not enforce.
 */
struct node *rest_model(struct template *, const char *name, const struct node *schema, struct node *schemas);
#endif
