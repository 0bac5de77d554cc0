#include "templates/api/rest_responses.h"
#include "base/text.h"
#include "templates/api/rest.h"
#include "templates/api/rest_cors.h"
#include "templates/service.h"
#include <string.h>

#define ALLOW "Access-Control-Allow-"

static void responses_cors(struct template *template, struct node *responses)
{
    static const char *const both[] = { "DEFAULT_4XX", "DEFAULT_5XX" };
    struct arena *arena = template->arena;
    const struct cors *cors = &template->service->api.cors;
    if (!cors_is_on(cors)) return;
    bool several = cors->origins[1].from && !cors_is_every(cors->origins);
    for (size_t i = 0; i < 2; i++) {
        struct node *response = node_find(responses, both[i]);
        if (!response) response = node_add(responses, both[i], node_map(arena));
        struct node *parameters = node_find(response, "responseParameters");
        if (!parameters) parameters = node_add(response, "responseParameters", node_map(arena));
        if (!node_find(parameters, "gatewayresponse.header." ALLOW "Origin"))
            node_add(parameters, "gatewayresponse.header." ALLOW "Origin",
                     several ? node_text(arena, "method.request.header.Origin") : rest_origin(template));
        if (cors->credentials.value)
            node_set(parameters, "gatewayresponse.header." ALLOW "Credentials", node_text(arena, "'true'"));
    }
}

static void check_name(struct template *template, const struct text *name)
{
    static const char *const names[] = { "ACCESS_DENIED",
                                         "API_CONFIGURATION_ERROR",
                                         "AUTHORIZER_CONFIGURATION_ERROR",
                                         "AUTHORIZER_FAILURE",
                                         "BAD_REQUEST_BODY",
                                         "BAD_REQUEST_PARAMETERS",
                                         "DEFAULT_4XX",
                                         "DEFAULT_5XX",
                                         "EXPIRED_TOKEN",
                                         "INTEGRATION_FAILURE",
                                         "INTEGRATION_TIMEOUT",
                                         "INVALID_API_KEY",
                                         "INVALID_SIGNATURE",
                                         "MISSING_AUTHENTICATION_TOKEN",
                                         "QUOTA_EXCEEDED",
                                         "REQUEST_TOO_LARGE",
                                         "RESOURCE_NOT_FOUND",
                                         "THROTTLED",
                                         "UNAUTHORIZED",
                                         "UNSUPPORTED_MEDIA_TYPE",
                                         "WAF_FILTERED" };
    struct nearest nearest = { .word = name->value };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!strcmp(names[i], name->value)) return;
        nearest_try(&nearest, names[i]);
    }
    diag_add(template->diags, FINDING(out_of_range), node_place(name->from),
             nearest.name ? diag_meant(template->arena, nearest.name)
                          : "use a response type such as DEFAULT_4XX or UNAUTHORIZED",
             "unknown gateway response '%s'", name->value);
}

static void response_write(struct template *template, const struct gateway_response *response,
                           struct node *responses)
{
    struct arena *arena = template->arena;
    check_name(template, &response->name);
    struct node *written = node_add(responses, response->name.value, node_map(arena));
    written->place = node_place(response->from);
    if (response->status.from) node_add(written, "statusCode", node_text(arena, response->status.from->text));
    const struct node *headers = response->headers.from;
    if (headers && headers->shape == MAP) {
        struct node *parameters = node_add(written, "responseParameters", node_map(arena));
        for (const struct node *n = headers->first; n; n = n->next)
            if (n->shape == SCALAR)
                node_add(parameters, arena_join(arena, "gatewayresponse.header.", n->key),
                         node_text(arena, arena_join(arena, "'", arena_join(arena, n->text, "'"))));
    }
    if (response->body.value)
        node_add(node_add(written, "responseTemplates", node_map(arena)), "application/json",
                 node_text(arena, response->body.value));
}

struct node *rest_responses(struct template *template)
{
    struct node *responses = node_map(template->arena);
    for (const struct gateway_response *r = template->service->api.responses; r && r->from; r++)
        if (r->name.value) response_write(template, r, responses);
    responses_cors(template, responses);
    return responses->count ? responses : NULL;
}
