/* HTTP requests through the service's HTTP API, beside or instead of the REST API. */
#include "templates/http_api.h"
#include "templates/api.h"
#include "templates/event.h"

static const struct field fields[] = {
    { FIELD(http, route), .required = true,
      .about = "METHOD /path, such as POST /quests/{id}/claim, or '*' for what no other route answers." },
    { KEYED("auth", http, auth.auth), .about = "A name under auth of the api, iam, or public." },
    { KEYED("scopes", http, auth.scopes), .property = "*", .about = "One of which a token must have." },
    { NESTED(http, throttle, throttle),
      .about = "Requests of this route above it are refused; of the api's unless told." },
    { FIELD(http, description), .about = "What it does, for those who call it." },
    { 0 },
};
const struct form http_api_event_form = { .key = "httpApi",
                                          .what = "a route such as POST /quests, or '*'",
                                          .brief = "route",
                                          .size = sizeof(struct http),
                                          .fields = fields };

void http_api_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    const struct http *http = value;
    if (http->route.value) http_route_add(template, bound, http);
}
