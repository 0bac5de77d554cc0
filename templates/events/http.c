/* HTTP requests through the service's API. */
#include "templates/api/api.h"
#include "templates/api/http_api.h"
#include "templates/api/rest_request.h"
#include "templates/api/rest_stage.h"
#include "templates/api/type.h"
#include "templates/events/events.h"

static const struct field fields[] = {
    { FIELD(http, route), .required = true, .about = "METHOD /path, such as POST /quests/{id}/claim." },
    { KEYED("auth", http, auth.auth), .about = "Authorizer: a name under api.auth, iam, or public.",
      .default_text = "the value of `api.default`" },
    { KEYED("scopes", http, auth.scopes), .property = "*",
      .about = "Scopes, of which a token must have one." },
    { FIELD(http, key),
      .about = "API key: a name under api.auth with `key`. It is required in addition to `auth`." },
    { NESTED(http, cache, route_cache),
      .about = "How long responses to the same request are cached, such as 60s.",
      .default_text = "not cached" },
    { NESTED(http, request, request), .about = "Validation of the request.",
      .default_text = "the `request` of the function" },
    { NESTED(http, throttle, throttle), .about = "Rate limit of this route.",
      .default_text = "the `throttle` of the API" },
    { FIELD(http, timeout),
      .about = "Longest time that the API waits for a response. More than 29s needs a higher quota.",
      .default_value = "29s", .bounds = { 1, 300 } },
    { FIELD(http, description), .about = "Description of the route in the API's documentation." },
    { 0 },
};
const struct form http_event_form = { .key = "http",
                                      .what = "a route such as POST /quests",
                                      .brief = "route",
                                      .size = sizeof(struct http),
                                      .fields = fields };

void http_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    const struct http *http = value;
    if (!http->route.value) return;
    if (!http_api_is_type(template->service)) {
        api_route_add(template, bound, http);
        return;
    }
    http_api_lacks(template, http->cache.from, "cache");
    http_api_lacks(template, http->request.from, "request");
    http_api_lacks(template, http->key.from, "key");
    http_api_lacks(template, http->timeout.from, "timeout");
    http_route_add(template, bound, http);
}
