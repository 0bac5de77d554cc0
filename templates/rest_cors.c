/* Cross-origin requests: preflights are answered by API Gateway itself; the functions' own answers must carry
 * Access-Control-Allow-Origin. https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
 */
#include "base/json.h"
#include "base/text.h"
#include "templates/rest.h"
#include "templates/service.h"
#include <ctype.h>
#include <string.h>

#define ALLOW "Access-Control-Allow-"

static const char *joined(struct arena *arena, const struct text *words)
{
    struct buffer *text = buffer_new(arena);
    for (const struct text *t = words; t && t->from; t++)
        if (t->value) buffer_print(text, "%s%s", text->size ? "," : "", t->value);
    return text->text;
}

static const char *quoted(struct arena *arena, const char *text)
{
    return arena_join(arena, "'", arena_join(arena, text, "'"));
}

static bool is_on(const struct cors *cors)
{
    const struct text *first = cors->origins;
    return first && first->value && json_word(first->from) != JSON_FALSE;
}

static bool is_every(const struct text *origin)
{
    return json_word(origin->from) == JSON_TRUE || !strcmp(origin->value, "*");
}

/* One origin is a constant. Of several, the one that asks is told, when it is one of them. */
static const char *origin_template(struct arena *arena, const struct text *origins)
{
    struct buffer *text = buffer_new(arena);
    buffer_text(text, "#set($origin = $input.params().header.get('Origin'))\n"
                      "#if(!$origin)#set($origin = $input.params().header.get('origin'))#end\n#if(");
    for (const struct text *t = origins; t->from; t++)
        if (t->value) buffer_print(text, "%s$origin == '%s'", t == origins ? "" : " || ", t->value);
    buffer_text(text, ")#set($context.responseOverride.header." ALLOW "Origin = $origin)#end");
    return text->text;
}

/* POST,GET,OPTIONS: what the path answers. */
static const char *methods_of(struct arena *arena, const struct node *path)
{
    struct buffer *text = buffer_new(arena);
    for (const struct node *n = path->first; n; n = n->next) {
        if (text_starts(n->key, "x-")) return "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT";
        for (const char *at = n->key; *at; at++) buffer_byte(text, (char)toupper((unsigned char)*at));
        buffer_byte(text, ',');
    }
    buffer_text(text, "OPTIONS");
    return text->text;
}

static void header_write(struct node *headers, struct node *values, const char *name, const char *value)
{
    struct arena *arena = headers->arena;
    struct node *header = node_add(headers, name, node_map(arena));
    node_add(node_add(header, "schema", node_map(arena)), "type", node_text(arena, "string"));
    node_add(values, arena_join(arena, "method.response.header.", name),
             node_text(arena, quoted(arena, value)));
}

static void preflight_write(struct template *template, const struct cors *cors, struct node *path)
{
    static const char usual[] = "Authorization,Content-Type,X-Amz-Date,X-Amz-Security-Token,X-Api-Key";
    struct arena *arena = template->arena;
    const char *methods = methods_of(arena, path);
    struct node *options = node_add(path, "options", node_map(arena));
    options->place = options->key_place = cors->from->place;
    for (const struct node *n = path->first; n != options; n = n->next) {
        const struct node *parameters = node_find(n, "parameters");
        for (const struct node *p = parameters ? parameters->first : NULL; p; p = p->next)
            if (!strcmp(node_word(p, "in"), "path"))
                rest_parameter(options, "path", node_word(p, "name"), true);
    }
    struct node *answer = node_add(node_add(options, "responses", node_map(arena)), "204", node_map(arena));
    node_add(answer, "description", node_text(arena, "Who may call"));
    struct node *headers = node_add(answer, "headers", node_map(arena));
    struct node *integration = node_add(options, "x-amazon-apigateway-integration", node_map(arena));
    node_add(integration, "type", node_text(arena, "mock"));
    node_add(node_add(integration, "requestTemplates", node_map(arena)), "application/json",
             node_text(arena, "{\"statusCode\": 204}"));
    struct node *made =
        node_add(node_add(integration, "responses", node_map(arena)), "default", node_map(arena));
    node_add(made, "statusCode", node_text(arena, "204"));
    struct node *values = node_add(made, "responseParameters", node_map(arena));
    header_write(headers, values, ALLOW "Methods", methods);
    header_write(headers, values, ALLOW "Headers", cors->headers ? joined(arena, cors->headers) : usual);
    bool several = cors->origins[1].from != NULL;
    if (!several)
        header_write(headers, values, ALLOW "Origin", is_every(cors->origins) ? "*" : cors->origins->value);
    else
        node_add(node_add(made, "responseTemplates", node_map(arena)), "application/json",
                 node_text(arena, origin_template(arena, cors->origins)));
    if (cors->credentials.value) header_write(headers, values, ALLOW "Credentials", "true");
    if (is_known(cors->maxAge.from))
        header_write(headers, values, "Access-Control-Max-Age", arena_text(arena, "%ld", cors->maxAge.value));
}

void rest_cors_write(struct template *template, struct api *api)
{
    const struct cors *cors = &template->service->api.cors;
    if (!is_on(cors)) return;
    if (is_every(cors->origins) && cors->credentials.value)
        diag_add(template->diags, FINDING_out_of_range, cors->credentials.from->place,
                 "name the origins whose pages may send cookies",
                 "browsers send no cookies where every origin may call");
    for (struct node *path = api->paths->first; path; path = path->next)
        if (!node_find(path, "options") && !node_find(path, "x-amazon-apigateway-any-method"))
            preflight_write(template, cors, path);
}

static void responses_cors(struct template *template, struct node *responses)
{
    static const char *const both[] = { "DEFAULT_4XX", "DEFAULT_5XX" };
    struct arena *arena = template->arena;
    const struct cors *cors = &template->service->api.cors;
    if (!is_on(cors)) return;
    const char *origin = cors->origins[1].from
                             ? "method.request.header.Origin"
                             : quoted(arena, is_every(cors->origins) ? "*" : cors->origins->value);
    for (size_t i = 0; i < 2; i++) {
        struct node *response = node_find(responses, both[i]);
        if (!response) response = node_add(responses, both[i], node_map(arena));
        struct node *parameters = node_find(response, "responseParameters");
        if (!parameters) parameters = node_add(response, "responseParameters", node_map(arena));
        if (!node_find(parameters, "gatewayresponse.header." ALLOW "Origin"))
            node_add(parameters, "gatewayresponse.header." ALLOW "Origin", node_text(arena, origin));
    }
}

static void response_write(struct template *template, const struct gateway_response *response,
                           struct node *responses)
{
    struct arena *arena = template->arena;
    struct node *written = node_add(responses, response->name.value, node_map(arena));
    written->place = response->from->place;
    if (response->status.from) node_add(written, "statusCode", node_text(arena, response->status.from->text));
    const struct node *headers = response->headers.from;
    if (headers && headers->shape == MAP) {
        struct node *parameters = node_add(written, "responseParameters", node_map(arena));
        for (const struct node *n = headers->first; n; n = n->next)
            if (n->shape == SCALAR)
                node_add(parameters, arena_join(arena, "gatewayresponse.header.", n->key),
                         node_text(arena, quoted(arena, n->text)));
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
