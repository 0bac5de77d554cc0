/* Connections and messages of the service's websocket API. */
#include "templates/api/websocket.h"
#include "templates/events/events.h"

static const struct field fields[] = {
    { FIELD(websocket_route, route), .required = true,
      .about = "$connect, $disconnect, $default, or the value of `action` in a message." },
    { KEYED("auth", websocket_route, auth.auth),
      .about = "For $connect: the name of a Lambda authorizer under api.auth, iam, or public." },
    { FIELD(websocket_route, reply), .about = "Send the function's result back to the client.",
      .default_value = "false" },
    { 0 },
};
const struct form websocket_event_form = { .key = "websocket",
                                           .what = "a route such as $connect",
                                           .brief = "route",
                                           .size = sizeof(struct websocket_route),
                                           .fields = fields };

void websocket_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    websocket_route_add(template, bound, value);
}
