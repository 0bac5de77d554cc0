/* The websocket API: routes for connections and for the messages that come over them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html */
#ifndef TEMPLATES_API_WEBSOCKET_H
#define TEMPLATES_API_WEBSOCKET_H
#include "templates/api/api_parts.h"
#include "templates/api/authorizer.h"
#include "templates/api/domain.h"

struct bound_function;
struct function;

struct websocket {
    const struct node *from;
    struct text name, description, select;
    struct throttle throttle;
    struct domain domain;
};
extern const struct form websocket_form;

struct websocket_route {
    const struct node *from;
    struct text route;
    struct route_auth auth;
    struct flag reply;
};

void websocket_route_add(struct template *, const struct bound_function *, const struct websocket_route *);
void websocket_name_add(struct template *); /* for access to name it; nothing without a route */
/* Functions that take messages find where to answer. */
void websocket_variables(struct template *, const struct function *, struct node *variables);
void websocket_write(struct template *);
#endif
