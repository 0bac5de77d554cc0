/* HTTP requests through the service's HTTP API, beside or instead of the REST API. */
#include "templates/http_api.h"
#include "templates/event.h"

struct http_api {
    const struct node *from;
    struct text route, description;
    struct route_auth auth;
};

static const struct field fields[] = {
    { FIELD(http_api, route), .required = true,
      .about = "METHOD /path, such as POST /quests/{id}/claim, or '*' for what no other route answers." },
    { KEYED("auth", http_api, auth.auth), .about = "A name under auth of the api, iam, or public." },
    { KEYED("scopes", http_api, auth.scopes), .property = "*", .about = "One of which a token must have." },
    { FIELD(http_api, description), .about = "What it does, for those who call it." },
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
    if (event->route.value) http_route_add(template, bound, &event->route, &event->auth, &event->description);
}

const struct event http_api_event = { &http_api_event_form, http_api_event_write };
