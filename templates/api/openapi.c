#include "templates/api/openapi.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/api/gateway.h"
#include "templates/api/http_api.h"
#include "templates/api/openapi_auth.h"
#include "templates/api/openapi_http.h"
#include "templates/api/openapi_schema.h"
#include "templates/api/openapi_servers.h"
#include "templates/api/rest.h"
#include "templates/api/rest_request.h"
#include "templates/core/raw.h"
#include "templates/service.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

#define OURS "x-amazon-"
#define ANY  "x-amazon-apigateway-any-method"

struct writing {
    struct template *template;
    struct arena *arena;
    struct index *ids, *named;
    const struct node *schemes; /* as API Gateway gets them */
    bool throttled;
};

bool openapi_has(const struct template *template, enum openapi_type type)
{
    return type == OPENAPI_REST ? rest_api(template) != NULL : http_api(template) != NULL;
}

struct node *openapi_readable(struct arena *arena, const struct node *value)
{
    const struct node *argument = value->first;
    if (value->shape == SCALAR) return node_copy(arena, value);
    if (!is_intrinsic(value)) return node_text(arena, "");
    if (!strcmp(argument->key, "Fn::Sub")) {
        const struct node *text = argument->shape == SCALAR ? argument : argument->first;
        return node_text(arena, text && text->text ? text->text : "");
    }
    while (argument->shape != SCALAR && argument->first) argument = argument->first;
    const char *text = argument->text ? argument->text : "";
    return node_text(arena, arena_join(arena, "${", arena_join(arena, text, "}")));
}

struct node *openapi_parameter(struct node *operation, const char *in, const char *name, bool required)
{
    return rest_parameter(operation, in, name, required);
}

/* What users lay over the document may have any shape. */
static const struct node *first_of(const struct node *map)
{
    return map && map->shape == MAP ? map->first : NULL;
}

/* For people, without what only API Gateway reads. */
static struct node *readable(struct arena *arena, const struct node *from)
{
    bool value = is_intrinsic(from) && (strcmp(from->first->key, "Ref") || from->first->shape == SCALAR);
    if (from->shape == SCALAR || value) return openapi_readable(arena, from);
    struct node *copy = from->shape == MAP ? node_map(arena) : node_list(arena);
    for (const struct node *n = from->first; n; n = n->next)
        if (from->shape == LIST || !text_starts(n->key, OURS)) node_add(copy, n->key, readable(arena, n));
    return copy;
}

static void take(struct node *into, const struct node *from, const char *key)
{
    const struct node *value = node_find(from, key);
    if (value && !node_find(into, key)) node_add(into, key, readable(into->arena, value));
}

static void take_rest(struct node *into, const struct node *from)
{
    for (const struct node *n = first_of(from); n; n = n->next)
        if (!text_starts(n->key, OURS)) take(into, from, n->key);
}

static const char *unique(struct writing *writing, const char *id)
{
    const char *name = id;
    for (int i = 2; index_find(writing->ids, name); i++) name = arena_text(writing->arena, "%s%d", id, i);
    index_add(writing->ids, name, writing);
    return name;
}

/* A function's first route is known by its name; its others by their words, so that one more changes none. */
static void say(struct writing *writing, struct node *operation, const struct bound_function *bound,
                const char *words, const struct text *about)
{
    const char *key = bound->function->item.key.value;
    if (!operation || operation->shape != MAP) return;
    if (index_add(writing->named, key, operation) != operation) {
        /* Of ANY each method begins its own. */
        if (text_starts(words, "Any") && words[3]) words += 3;
        char *lower = arena_copy(writing->arena, words, strlen(words));
        *lower = (char)tolower((unsigned char)*lower);
        key = lower;
    }
    if (!node_find(operation, "operationId"))
        node_add(operation, "operationId", node_text(writing->arena, unique(writing, key)));
    if (!about->from) about = &bound->function->description;
    if (about->from && !node_find(operation, "description"))
        node_add(operation, "description", node_copy(writing->arena, about->from));
}

static struct node *operation_at(struct writing *writing, const struct node *paths, const char *method,
                                 const char *path)
{
    char *lower = arena_copy(writing->arena, method, strcspn(method, " "));
    for (char *at = lower; *at; at++) *at = (char)tolower((unsigned char)*at);
    return node_find(node_find(paths, path), strcmp(lower, "any") ? lower : ANY);
}

static void say_all(struct writing *writing, enum openapi_type type, const struct node *paths)
{
    const struct template *template = writing->template;
    if (type == OPENAPI_REST) {
        for (const struct route_of *r = rest_api(template)->first; r; r = r->after)
            say(writing, operation_at(writing, paths, r->route.method, r->route.path), r->bound,
                r->route.words, &r->http->description);
        return;
    }
    for (const struct gateway_route *r = http_api(template)->first; r; r = r->next)
        if (strchr(r->key, '/'))
            say(writing, operation_at(writing, paths, r->key, strchr(r->key, '/')), r->bound, r->words,
                &r->http->description);
}

static void answer_add(struct node *responses, const char *status, const char *about)
{
    struct arena *arena = responses->arena;
    if (node_find(responses, status)) return;
    node_add(node_add(responses, status, node_map(arena)), "description", node_text(arena, about));
}

/* What the gateway answers itself, before the function is asked. */
static void answers_write(const struct writing *writing, const struct node *from, struct node *operation)
{
    struct node *responses = node_find(operation, "responses");
    const struct node *security = node_find(from, "security");
    bool checked = node_find(from, OURS "apigateway-request-validator") != NULL;
    bool asks_who = false;
    for (const struct node *n = security ? security->first : NULL; n; n = n->next)
        for (const struct node *scheme = first_of(n); scheme; scheme = scheme->next)
            if (strcmp(scheme->key, "api_key") != 0 && strcmp(scheme->key, "iam") != 0) asks_who = true;
    if (!responses || responses->shape != MAP) return;
    if (checked) answer_add(responses, "400", "The request does not match this description");
    if (asks_who) answer_add(responses, "401", "The caller is not authenticated");
    if (security) answer_add(responses, "403", "The caller is not authorized");
    if (writing->throttled) answer_add(responses, "429", "Too many requests");
}

/* It stands among the security schemes. */
static bool proves(const struct node *schemes, const char *header)
{
    for (const struct node *n = first_of(schemes); n; n = n->next) {
        const char *name = node_word(n, "name");
        if (name && !strcasecmp(name, header)) return true;
    }
    return !strcasecmp(header, "Authorization");
}

static void parameters_reduce(const struct writing *writing, struct node *operation)
{
    struct arena *arena = operation->arena;
    const struct node *parameters = node_find(operation, "parameters");
    struct node *list = node_list(arena);
    for (const struct node *n = parameters ? parameters->first : NULL; n; n = n->next) {
        const char *in = node_word(n, "in"), *name = node_word(n, "name");
        bool is_proof = in && name && !strcmp(in, "header") && proves(writing->schemes, name);
        if (!is_proof) node_add(list, NULL, node_copy(arena, n));
    }
    node_remove(operation, "parameters");
    if (list->count) node_add(operation, "parameters", list);
}

static struct node *operation(const struct writing *writing, const struct node *from)
{
    static const char *const order[] = { "operationId", "summary",     "description",
                                         "parameters",  "requestBody", "responses" };
    struct node *all = readable(writing->arena, from), *made = node_map(writing->arena);
    parameters_reduce(writing, all);
    answers_write(writing, from, all);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) take(made, all, order[i]);
    take_rest(made, all);
    return made;
}

/* OpenAPI has no method that stands for all. */
static void any_write(struct writing *writing, const struct node *from, struct node *path)
{
    static const char *const methods[] = { "get", "put", "post", "delete", "patch" };
    struct arena *arena = writing->arena;
    const char *id = node_word(from, "operationId");
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (node_find(path, methods[i])) continue;
        struct node *made = node_add(path, methods[i], operation(writing, from));
        if (!id) continue;
        const char *own = arena_join(arena, methods[i], text_pascal(arena, id));
        node_set(made, "operationId", node_text(arena, unique(writing, own)));
    }
}

static bool is_preflight(const struct node *operation)
{
    const char *type = node_word(node_find(operation, OURS "apigateway-integration"), "type");
    return type && !strcmp(type, "mock");
}

static struct node *paths_new(struct writing *writing, const struct node *from)
{
    static const char methods[] = "get put post delete options head patch trace";
    struct arena *arena = writing->arena;
    struct node *paths = node_map(arena);
    for (const struct node *p = first_of(from); p; p = p->next) {
        /* {rest+} is a parameter like others here. */
        struct node *path = node_add(paths, text_replace(arena, p->key, "+}", "}"), node_map(arena));
        for (const struct node *n = first_of(p); n; n = n->next)
            if (text_has_word(methods, n->key) && n->shape == MAP && !is_preflight(n))
                node_add(path, n->key, operation(writing, n));
        const struct node *any = node_find(p, ANY);
        if (any && any->shape == MAP) any_write(writing, any, path);
        for (const struct node *n = first_of(p); n; n = n->next)
            if (!text_has_word(methods, n->key) && !text_starts(n->key, OURS)) take(path, p, n->key);
    }
    return paths;
}

static struct node *schemes_new(struct writing *writing, const struct node *from)
{
    struct node *schemes = node_map(writing->arena);
    for (const struct node *n = first_of(from); n; n = n->next) {
        struct node *scheme = openapi_scheme(writing->template, n->key);
        node_add(schemes, n->key, scheme ? scheme : readable(writing->arena, n));
    }
    return schemes;
}

/* The users' own, in place of what API Gateway gets of them; and what they patch into the document. */
static struct node *own_schemas(struct writing *writing, const struct node *from)
{
    const struct template *template = writing->template;
    struct node *schemas = node_map(writing->arena);
    for (const struct node *n = rest_api(template) ? rest_api(template)->own_schemas->first : NULL; n && from;
         n = n->next)
        openapi_schema(schemas, n->key, n);
    for (const struct node *n = first_of(from); n; n = n->next)
        if (!node_find(schemas, n->key)) node_add(schemas, n->key, node_copy(writing->arena, n));
    const struct node *over = node_find(template->service->api.openapi.from, "components");
    if (first_of(node_find(over, "schemas"))) raw_patch(schemas, node_find(over, "schemas"));
    return schemas;
}

static void components_write(struct writing *writing, const struct node *from, struct node *document)
{
    struct node *components = node_map(writing->arena);
    struct node *schemas = own_schemas(writing, node_find(from, "schemas"));
    struct node *schemes = schemes_new(writing, node_find(from, "securitySchemes"));
    if (schemas->count) node_add(components, "schemas", schemas);
    if (schemes->count) node_add(components, "securitySchemes", schemes);
    if (from) take_rest(components, from);
    if (components->count) node_add(document, "components", components);
}

/* The title that AWS gets is the name among an account's APIs; people know the service. */
static void info_write(const struct writing *writing, const struct node *from, struct node *document)
{
    struct arena *arena = writing->arena;
    const struct service *service = writing->template->service;
    const struct node *own = node_find(service->api.openapi.from, "info");
    struct node *info = node_add(document, "info", node_map(arena));
    const struct node *name = service->api.name.from;
    const struct node *title = node_find(own, "title") ? node_find(own, "title") : name;
    node_add(info, "title", openapi_readable(arena, title ? title : service->service.from));
    take(info, from, "version");
    if (!node_find(info, "version")) node_add(info, "version", node_text(arena, "1"));
    if (from) take(info, from, "description");
    if (!node_find(info, "description") && service->description.from)
        node_add(info, "description", openapi_readable(arena, service->description.from));
    if (from) take_rest(info, from);
}

struct node *openapi_new(struct template *template, enum openapi_type type, const char *region)
{
    struct arena *arena = template->arena;
    bool rest = type == OPENAPI_REST;
    const struct node *api = node_find(node_find(template->resources, "Api"), "Properties");
    const struct node *body = rest ? node_find(api, "Body") : NULL;
    struct node *from = rest && body ? node_copy(arena, body)
                        : rest       ? node_map(arena)
                                     : openapi_http(template);
    const struct node *own = template->service->api.openapi.from;
    if (!rest && !rest_api(template) && own && own->shape == MAP) raw_patch(from, own);
    struct writing writing = { .template = template,
                               .arena = arena,
                               .schemes = node_find(node_find(from, "components"), "securitySchemes"),
                               .ids = index_new(arena),
                               .named = index_new(arena),
                               .throttled = template->service->api.throttle.from != NULL };
    struct node *document = node_map(arena), *paths = node_at(from, "paths");
    node_add(document, "openapi", node_text(arena, "3.1.0"));
    info_write(&writing, node_find(from, "info"), document);
    if (node_find(from, "servers"))
        take(document, from, "servers");
    else
        node_add(document, "servers", openapi_servers(template, type, region));
    say_all(&writing, type, paths);
    node_add(document, "paths", paths_new(&writing, paths));
    components_write(&writing, node_find(from, "components"), document);
    take_rest(document, from);
    return document;
}
