/* HTTP requests through the service's API. */
#include "templates/api.h"
#include "templates/event.h"
#include "templates/http_api.h"
#include <string.h>

struct http {
    const struct node *from;
    struct text route;
    struct route_auth auth;
};

static const struct field fields[] = {
    { FIELD(http, route), .required = true, .about = "METHOD /path, such as POST /quests/{id}/claim." },
    { KEYED("auth", http, auth.auth), .about = "A name under auth of the api, iam, or public." },
    { KEYED("scopes", http, auth.scopes), .property = "*", .about = "One of which a token must have." },
    { LATER("cache", "Until then: overrides on the ApiStage.") },
    { 0 },
};
const struct form http_event_form = { .key = "http",
                                      .what = "a route such as POST /quests",
                                      .brief = "route",
                                      .size = sizeof(struct http),
                                      .fields = fields };

static void http_write(struct template *template, const struct bound_function *bound, const void *value)
{
    const struct http *http = value;
    if (!http->route.value) return;
    if (http_api_is_type(template->service))
        http_route_add(template, bound, &http->route, &http->auth);
    else if (http->auth.auth.value && strcmp(http->auth.auth.value, "public"))
        diag_add(template->diags, FINDING_later_key, http->auth.auth.from->place,
                 "httpApi events have it; until then: overrides on the Api's Body",
                 "'auth' of a REST API comes with a later version");
    else
        api_route_add(template, bound, &http->route);
}

const struct event http_event = { &http_event_form, http_write };
