/* HTTP requests through the service's API. */
#include "templates/api.h"
#include "templates/event.h"
#include "templates/http_api.h"

struct http {
    const struct node *from;
    struct text route;
};

static const struct field fields[] = {
    { FIELD(http, route), .required = true, .about = "METHOD /path, such as POST /quests/{id}/claim." },
    { LATER("auth", "Until then: overrides on the Api's Body.") },
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
        http_route_add(template, bound, &http->route, NULL);
    else
        api_route_add(template, bound, &http->route);
}

const struct event http_event = { &http_event_form, http_write };
