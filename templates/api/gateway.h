/* What HTTP and websocket APIs have in common: routes that lead to functions. Each route is a resource of its
 * own, so that a diff, drift and a failure name it; each function has one integration and one permission,
 * however many routes lead to it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/AWS_ApiGatewayV2.html */
#ifndef TEMPLATES_API_GATEWAY_H
#define TEMPLATES_API_GATEWAY_H
#include "templates/wiring/call.h"

struct gateway_route {
    struct gateway_route *next;
    const char *key;   /* what AWS selects it by: POST /quests, $connect */
    const char *same;  /* two routes of one `same` are one */
    const char *arn;   /* as the end of an execute-api ARN */
    const char *words; /* for its logical id */
    const struct bound_function *bound;
    const void *event;       /* what the user wrote for it */
    const struct http *http; /* NULL of a websocket's */
    struct place place;
};

struct gateway {
    const char *id; /* of the API: HttpApi */
    struct gateway_route *first, **end;
    struct gateway_target *targets, *last_target; /* the functions that routes lead to */
    struct index *same;
    const struct bound_function *answering; /* the last that may send to a websocket API's connections */
};

struct gateway *gateway_find(const struct template *, const char *id); /* NULL: no route leads there */
struct gateway *gateway_of(struct template *, const char *id);         /* made when first asked for */
bool gateway_route_add(struct template *, struct gateway *,
                       struct gateway_route *); /* false after a finding */

/* An integration and a permission for each function; `payload` is the version of what it is called with, or
 * NULL. */
void gateway_targets_write(struct template *, const struct gateway *, const char *payload);
/* The route's properties, to be added to. */
struct node *gateway_route_write(struct template *, const struct gateway *, const struct gateway_route *);
#endif
