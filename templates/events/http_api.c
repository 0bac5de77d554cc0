/* HTTP requests through the service's HTTP API, beside or instead of the REST API. */
#include "templates/api/http_api.h"
#include "templates/api/api.h"
#include "templates/events/events.h"

static const struct field fields[] = {
    { FIELD(http, route), .required = true,
      .about =
          "METHOD /path, such as POST /quests/{id}/claim, or '*' for requests that match no other route." },
    { KEYED("auth", http, auth.auth), .about = "Authorizer: a name under api.auth, iam, or public.",
      .default_text = "the value of `api.default`" },
    { KEYED("scopes", http, auth.scopes), .property = "*",
      .about = "Scopes, of which a token must have one." },
    { NESTED(http, throttle, throttle), .about = "Rate limit of this route.",
      .default_text = "the `throttle` of the API" },
    { FIELD(http, description), .about = "Description of the route in `cfgen openapi`." },
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
