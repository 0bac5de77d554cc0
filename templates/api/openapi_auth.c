#include "templates/api/openapi_auth.h"
#include "base/text.h"
#include "templates/api/openapi.h"
#include "templates/service.h"
#include <string.h>

static const struct authorizer *authorizer_named(const struct template *template, const char *name)
{
    for (const struct authorizer *a = template->service->api.auth; a && a->from; a++)
        if (a->name.value && !strcmp(a->name.value, name)) return a;
    return NULL;
}

static struct node *scheme_new(struct arena *arena, const char *type, const char *about)
{
    struct node *scheme = node_map(arena);
    node_add(scheme, "type", node_text(arena, type));
    node_add(scheme, "description", node_text(arena, about));
    return scheme;
}

static struct node *header_new(struct arena *arena, const char *header, const char *about)
{
    struct node *scheme = scheme_new(arena, "apiKey", about);
    node_add(scheme, "name", node_text(arena, header));
    node_add(scheme, "in", node_text(arena, "header"));
    return scheme;
}

static struct node *token_new(struct arena *arena, const char *about)
{
    struct node *scheme = scheme_new(arena, "http", about);
    node_add(scheme, "scheme", node_text(arena, "bearer"));
    node_add(scheme, "bearerFormat", node_text(arena, "JWT"));
    return scheme;
}

static struct node *function_new(struct arena *arena, const struct text *identity)
{
    const char *header = identity && identity->value ? identity->value : "Authorization";
    const char *about = "Checked by the Lambda authorizer";
    for (const struct text *t = identity ? identity + 1 : NULL; t && t->from; t++)
        if (t->value)
            about = arena_join(arena, about, arena_join(arena, ", together with the header ", t->value));
    return header_new(arena, header, about);
}

struct node *openapi_scheme(struct template *template, const char *name)
{
    struct arena *arena = template->arena;
    if (!strcmp(name, "api_key")) return header_new(arena, "x-api-key", "API key of this API");
    if (!strcmp(name, "iam"))
        return header_new(arena, "Authorization", "AWS Signature Version 4 of the request");
    const struct authorizer *authorizer = authorizer_named(template, name);
    if (!authorizer) return NULL;
    if (authorizer->cognito.from) return token_new(arena, "Token of the user pool");
    if (authorizer->jwt.issuer.from)
        return token_new(arena, arena_join(arena, "Token of ",
                                           openapi_readable(arena, authorizer->jwt.issuer.from)->text));
    if (authorizer->function.from) return function_new(arena, authorizer->identity);
    return NULL;
}
