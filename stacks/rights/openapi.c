#include "stacks/rights/openapi.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

struct document {
    const struct reading *reading;
    const struct node *security, *schemes;
    void (*call)(const struct reading *, const char *route, const struct openapi_caller *);
};

/* An API key is a scheme that has no authorizer.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html */
static void scheme_add(const struct document *document, const struct node *scheme_use,
                       struct openapi_caller *caller)
{
    const struct node *scheme = node_find(document->schemes, scheme_use->key);
    const char *type = node_word(scheme, "type"), *by = node_word(scheme, "x-amazon-apigateway-authtype"),
               *header = node_word(scheme, "name");
    bool authorizer = by || node_find(scheme, "x-amazon-apigateway-authorizer");
    if (type && !strcmp(type, "apiKey") && !authorizer && header && !strcasecmp(header, "x-api-key")) {
        caller->with_key = true;
        return;
    }
    caller->name = scheme_use->key;
    caller->signed_by_aws = by && !strcasecmp(by, "awsSigv4");
    caller->scopes = scheme_use;
}

static const char *route_of(const struct document *document, const char *path, const struct node *operation)
{
    struct arena *arena = document->reading->graph->arena;
    char *method = arena_copy(arena, operation->key, strlen(operation->key));
    for (char *at = method; *at; at++) *at = (char)toupper((unsigned char)*at);
    bool any = !strcmp(operation->key, "x-amazon-apigateway-any-method");
    return arena_text(arena, "%s %s", any ? "ANY" : method, path);
}

/* Of several alternatives each will do; an empty one asks for nothing.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-auth.html */
static void operation_read(const struct document *document, const char *path, const struct node *operation)
{
    const struct node *own = node_find(operation, "security"), *all = own ? own : document->security;
    const char *route = route_of(document, path, operation),
               *type = node_word(node_find(operation, "x-amazon-apigateway-auth"), "type");
    bool open = !all || all->shape != LIST || !all->first, by_iam = type && !strcasecmp(type, "AWS_IAM");
    struct place place = own && own->place.file ? own->place : operation->key_place;
    if (open || by_iam) {
        struct openapi_caller one = { .name = by_iam ? type : NULL, .signed_by_aws = by_iam, .place = place };
        document->call(document->reading, route, &one);
    }
    for (const struct node *n = open || by_iam ? NULL : all->first; n; n = n->next) {
        struct openapi_caller caller = { .place = place };
        for (const struct node *scheme = node_pairs(n); scheme; scheme = scheme->next)
            scheme_add(document, scheme, &caller);
        document->call(document->reading, route, &caller);
    }
}

static bool is_method(const char *key)
{
    static const char *const methods[] = { "get",   "put",  "post",  "delete",
                                           "patch", "head", "trace", "x-amazon-apigateway-any-method" };
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (!strcasecmp(key, methods[i])) return true;
    return false;
}

void openapi_each(const struct reading *reading, const struct node *body,
                  void (*call)(const struct reading *, const char *, const struct openapi_caller *))
{
    const struct node *schemes = node_find(node_find(body, "components"), "securitySchemes");
    struct document document = { reading, node_find(body, "security"),
                                 schemes ? schemes : node_find(body, "securityDefinitions"), call };
    for (const struct node *path = node_pairs(node_find(body, "paths")); path; path = path->next)
        for (const struct node *n = node_pairs(path); n; n = n->next)
            if (n->shape == MAP && is_method(n->key)) operation_read(&document, path->key, n);
}
