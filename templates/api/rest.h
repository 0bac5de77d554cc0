/* The REST API in the making: its routes, and the parts of its document. templates/api/api.c puts them
 * together.
 */
#ifndef TEMPLATES_API_REST_H
#define TEMPLATES_API_REST_H
#include "base/index.h"
#include "templates/api/api.h"
#include "templates/api/route.h"
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
struct api *rest_api(const struct template *);                        /* NULL until a route is added */
struct api *rest_api_of(struct template *, struct place first_route); /* made when first asked for */
#endif
