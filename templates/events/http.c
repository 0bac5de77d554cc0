/* HTTP requests through the service's API. */
#include "templates/api.h"
#include "templates/api/rest_request.h"
#include "templates/api/rest_stage.h"
#include "templates/api/type.h"
#include "templates/event.h"
#include "templates/http_api.h"

static const struct field fields[] = {
    { FIELD(http, route), .required = true, .about = "METHOD /path, such as POST /quests/{id}/claim." },
    { KEYED("auth", http, auth.auth), .about = "A name under auth of the api, iam, or public." },
    { KEYED("scopes", http, auth.scopes), .property = "*", .about = "One of which a token must have." },
    { FIELD(http, key),
      .about = "A name under auth of the api that has key: it is wanted beside what auth wants." },
    { NESTED(http, cache, route_cache),
      .about = "How long an answer is kept for the same request, such as 60s; not at all unless told." },
    { NESTED(http, request, request),
      .about = "What a request must be like; that of the function unless told." },
    { NESTED(http, throttle, throttle),
      .about = "Requests of this route above it are refused; of the api's unless told." },
    { FIELD(http, timeout),
      .about = "How long the API waits for an answer; 29s unless told, and more only where AWS grants it." },
    { FIELD(http, description), .about = "What it does, for the API's documentation." },
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
