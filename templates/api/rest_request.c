#include "templates/api/rest_request.h"
#include "base/file.h"
#include "base/text.h"
#include "service/confine.h"
#include "service/document.h"
#include "service/literals.h"
#include "templates/api/rest.h"
#include "templates/api/rest_model.h"
#include "templates/code/artifact.h"
#include "templates/service.h"
#include <string.h>

static const struct field fields[] = {
    { FIELD(request, body), .about = "JSON Schema of the body: a file, or the schema itself." },
    { FIELD(request, query),
      .about = "Required query parameters. A ? at the end makes one optional: [ward, 'page?']." },
    { FIELD(request, headers), .about = "Required headers. A ? at the end makes one optional." },
    { 0 },
};
const struct form request_form = { .what = "a file with a JSON Schema, or {body, query, headers}",
                                   .brief = "body",
                                   .size = sizeof(struct request),
                                   .fields = fields };

struct node *rest_parameter(struct node *operation, const char *in, const char *name, bool required)
{
    struct arena *arena = operation->arena;
    struct node *list = node_find(operation, "parameters");
    if (!list) list = node_add(operation, "parameters", node_list(arena));
    for (struct node *n = list->first; n; n = n->next)
        if (!strcmp(node_word(n, "name"), name) && !strcmp(node_word(n, "in"), in)) return n;
    struct node *parameter = node_add(list, NULL, node_map(arena));
    node_add(parameter, "name", node_text(arena, name));
    node_add(parameter, "in", node_text(arena, in));
    node_add(parameter, "required", node_flag(arena, required));
    node_add(node_add(parameter, "schema", node_map(arena)), "type", node_text(arena, "string"));
    return parameter;
}

static const struct node *file_read(struct template *template, const struct node *from)
{
    const char *path = path_join(template->arena, template->artifacts->root, from->text);
    struct bytes text;
    enum file_state state = template->surroundings->read(template->surroundings->with, template->arena, path,
                                                         LARGEST_DOCUMENT, &text);
    if (state == FILE_THERE) {
        const struct node *schema = document_read(template->arena, template->diags, path, text);
        if (schema) literals_check(template->diags, schema, NAMES_NOWHERE);
        return schema;
    }
    struct diag *diag = confine_report(template->diags, state, node_place(from), from->text,
                                       "a JSON Schema, beside the description");
    diag_about(template->diags, diag, path);
    return NULL;
}

/* quest.json → Quest, or where there is one: schemas/old/quest.json → SchemasOldQuest. */
static const char *file_name(struct arena *arena, const struct node *taken, const char *file)
{
    const char *base = strrchr(file, '/') ? strrchr(file, '/') + 1 : file;
    const char *name = text_pascal(arena, arena_copy(arena, base, strcspn(base, ".")));
    if (*name && !node_find(taken, name)) return name;
    const char *path = arena_copy(arena, file, (size_t)(base - file) + strcspn(base, "."));
    return text_pascal(arena, text_replace(arena, path, "/", "-"));
}

static const char *model_write(struct template *template, struct api *api, const char *wanted,
                               const struct node *schema)
{
    const char *name = wanted;
    for (int i = 2; !*name || node_find(api->schemas, name); i++)
        name = arena_text(template->arena, "%s%d", *wanted ? wanted : "Model", i);
    if (schema->shape != MAP) {
        diag_add(template->diags, FINDING(wrong_shape), schema->place, NULL,
                 "a JSON Schema must be a mapping");
        return NULL;
    }
    node_add(api->own_schemas, name, node_copy(template->arena, schema));
    struct node *model = rest_model(template, name, schema, api->schemas);
    node_set(api->schemas, name, model);
    return name;
}

/* The model's name, which the first route that wants it makes; NULL after a finding. What is written out is
 * named by its function. */
static const char *model_of(struct template *template, struct api *api, const struct route_of *made,
                            const struct node *body)
{
    struct arena *arena = template->arena;
    bool file = body->shape == SCALAR;
    const char *own = made->http->request.body.from ? made->route.words : "";
    const char *inner = arena_join(arena, made->bound->id, own);
    const char *source = file ? body->text : arena_join(arena, "\n", inner);
    const char *name = index_find(api->models, source);
    if (name) return name;
    const struct node *schema = file ? file_read(template, body) : body;
    if (!schema) return NULL;
    name = model_write(template, api, file ? file_name(arena, api->schemas, body->text) : inner, schema);
    if (name) index_add(api->models, source, (char *)(size_t)name);
    return name;
}

static const char *validator(struct api *api, bool body, bool parameters)
{
    struct arena *arena = api->validators->arena;
    const char *name = body && parameters ? "all" : body ? "body" : "parameters";
    if (node_find(api->validators, name)) return name;
    struct node *written = node_add(api->validators, name, node_map(arena));
    node_add(written, "validateRequestBody", node_flag(arena, body));
    node_add(written, "validateRequestParameters", node_flag(arena, parameters));
    return name;
}

/* Whether one of them must be there. */
static bool parameters_write(struct node *operation, const char *in, const struct text *names)
{
    bool any = false;
    for (const struct text *t = names; t && t->from; t++) {
        if (!t->value || !*t->value) continue;
        bool optional = text_ends(t->value, "?");
        rest_parameter(operation, in, arena_copy(operation->arena, t->value, strlen(t->value) - optional),
                       !optional);
        any |= !optional;
    }
    return any;
}

static bool has_body(const char *method)
{
    return !strcmp(method, "POST") || !strcmp(method, "PUT") || !strcmp(method, "PATCH") ||
           !strcmp(method, "ANY");
}

void rest_request_route(struct template *template, struct api *api, const struct route_of *made,
                        struct node *operation)
{
    struct arena *arena = template->arena;
    const struct request *own = &made->http->request, *inherited = &made->bound->function->request;
    const struct request *request = own->from ? own : inherited;
    const struct node *body = request->body.from;
    if (body && !own->from && !has_body(made->route.method)) body = NULL;
    bool parameters = parameters_write(operation, "query", request->query);
    parameters |= parameters_write(operation, "header", request->headers);
    const char *model = body ? model_of(template, api, made, body) : NULL;
    if (model) {
        struct node *written = node_add(operation, "requestBody", node_map(arena));
        node_add(written, "required", node_flag(arena, true));
        struct node *json =
            node_add(node_add(written, "content", node_map(arena)), "application/json", node_map(arena));
        node_add(node_add(json, "schema", node_map(arena)), "$ref",
                 node_text(arena, arena_join(arena, "#/components/schemas/", model)));
    }
    if (model || parameters)
        node_add(operation, "x-amazon-apigateway-request-validator",
                 node_text(arena, validator(api, model != NULL, parameters)));
}
