/* Connections and messages of the service's websocket API. */
#include "templates/sections/websocket.h"
#include "templates/event.h"

static const struct field fields[] = {
    { FIELD(websocket_route, route), .required = true,
      .about = "$connect, $disconnect, $default, or what a message's action says." },
    { KEYED("auth", websocket_route, auth.auth),
      .about =
          "Of $connect: a name under auth of the api whose function says who may connect, iam, or public." },
    { FIELD(websocket_route, reply), .about = "What the function returns goes back; off unless told." },
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
