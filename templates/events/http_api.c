/* HTTP requests through the service's HTTP API, beside or instead of the REST API. */
#include "templates/http_api.h"
#include "templates/event.h"

struct http_api {
    const struct node *from;
    struct text route;
};

static const struct field fields[] = {
    { FIELD(http_api, route), .required = true,
      .about = "METHOD /path, such as POST /quests/{id}/claim, or '*' for what no other route answers." },
    { 0 },
};
const struct form http_api_event_form = { .key = "httpApi",
                                          .what = "a route such as POST /quests, or '*'",
                                          .brief = "route",
                                          .size = sizeof(struct http_api),
                                          .fields = fields };

static void http_api_event_write(struct template *template, const struct bound_function *bound,
                                 const void *value)
{
    const struct http_api *event = value;
    if (event->route.value) http_route_add(template, bound, &event->route, event);
}

const struct event http_api_event = { &http_api_event_form, http_api_event_write };
