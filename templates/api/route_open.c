#include "templates/api/route_open.h"
#include "templates/service.h"
#include <string.h>
#include <strings.h>

static const char hint[] = "set auth: to a name under api.auth, to iam, or to public if this is intended";

bool route_changes_data(const char *method)
{
    static const char *const methods[] = { "POST", "PUT", "PATCH", "DELETE", "ANY", "$default", "$connect" };
    size_t size = strcspn(method, " ");
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strlen(methods[i]) == size && !strncasecmp(methods[i], method, size)) return true;
    return false;
}

/* A resource policy says who may call. */
static bool is_restricted(const struct api_settings *api)
{
    return api->policy.from || (api->vpcEndpoints && api->vpcEndpoints->from) ||
           (api->endpoint.value && !strcmp(api->endpoint.value, "private"));
}

void route_check_open(struct template *template, struct diag **first, const char *key, struct place place)
{
    const struct api_settings *api = &template->service->api;
    if (api->auth && *first)
        diag_note(template->diags, *first, place, "and %s", key);
    else if (api->auth)
        *first = diag_add(template->diags, FINDING(route_open), place,
                          "write auth: public if this is intended, or set api.default for all routes",
                          "anyone can call %s", key);
    else if (route_changes_data(key) && !is_restricted(api))
        diag_add(template->diags, FINDING(route_unprotected), place, hint, "anyone can call %s", key);
}

void route_check_connect(struct template *template, bool has_route, struct place place)
{
    diag_add(template->diags, FINDING(route_unprotected), place,
             has_route ? hint : "add a function with the route $connect and auth",
             has_route ? "anyone can connect to the websocket API"
                       : "anyone can connect to the websocket API, which has no route $connect");
}
