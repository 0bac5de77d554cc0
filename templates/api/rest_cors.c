#include "templates/api/rest_cors.h"
#include "base/json.h"
#include "base/text.h"
#include "templates/api/rest.h"
#include "templates/api/rest_request.h"
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

/* Text and what CloudFormation knows only, one after the other. */
static void piece(struct node *pieces, const char *text, const struct node *unknown)
{
    struct arena *arena = pieces->arena;
    if (unknown)
        node_add(pieces, NULL, node_copy(arena, unknown));
    else if (pieces->last && pieces->last->shape == SCALAR)
        pieces->last->text = arena_join(arena, pieces->last->text, text);
    else
        node_add(pieces, NULL, node_text(arena, text));
}

static struct node *joined_pieces(struct node *pieces)
{
    struct arena *arena = pieces->arena;
    if (pieces->count == 1) return node_text(arena, pieces->first->text);
    struct node *joined = node_map(arena), *join = node_add(joined, "Fn::Join", node_list(arena));
    node_add(join, NULL, node_text(arena, ""));
    node_add(join, NULL, pieces);
    return joined;
}

static void piece_quoted(struct node *pieces, const struct text *text)
{
    piece(pieces, "'", NULL);
    piece(pieces, text->value, is_known(text->from) ? NULL : text->from);
    piece(pieces, "'", NULL);
}

struct node *rest_origin(struct template *template)
{
    struct node *pieces = node_list(template->arena);
    const struct text *origins = template->service->api.cors.origins;
    if (cors_is_every(origins)) return node_text(template->arena, "'*'");
    piece_quoted(pieces, origins);
    return joined_pieces(pieces);
}

/* One origin is a constant. Of several, the one that asks is told, when it is one of them. */
static struct node *origin_template(struct arena *arena, const struct text *origins)
{
    struct node *pieces = node_list(arena);
    piece(pieces,
          "#set($origin = $input.params().header.get('Origin'))\n"
          "#if(!$origin)#set($origin = $input.params().header.get('origin'))#end\n#if(",
          NULL);
    for (const struct text *t = origins; t->from; t++) {
        piece(pieces, t == origins ? "$origin == " : " || $origin == ", NULL);
        piece_quoted(pieces, t);
    }
    piece(pieces, ")#set($context.responseOverride.header." ALLOW "Origin = $origin)#end", NULL);
    return joined_pieces(pieces);
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

static void header_write(struct node *headers, struct node *values, const char *name, struct node *value)
{
    struct arena *arena = headers->arena;
    struct node *header = node_add(headers, name, node_map(arena));
    node_add(node_add(header, "schema", node_map(arena)), "type", node_text(arena, "string"));
    node_add(values, arena_join(arena, "method.response.header.", name), value);
}

static struct node *constant(struct arena *arena, const char *text)
{
    return node_text(arena, arena_join(arena, "'", arena_join(arena, text, "'")));
}

static void preflight_write(struct template *template, const struct cors *cors, struct node *path)
{
    static const char default_headers[] =
        "Authorization,Content-Type,X-Amz-Date,X-Amz-Security-Token,X-Api-Key";
    struct arena *arena = template->arena;
    const char *methods = methods_of(arena, path);
    struct node *options = node_add(path, "options", node_map(arena));
    options->place = options->key_place = node_place(cors->from);
    for (const struct node *n = path->first; n != options; n = n->next) {
        const struct node *parameters = node_find(n, "parameters");
        for (const struct node *p = parameters ? parameters->first : NULL; p; p = p->next)
            if (!strcmp(node_word(p, "in"), "path"))
                rest_parameter(options, "path", node_word(p, "name"), true);
    }
    struct node *response = node_add(node_add(options, "responses", node_map(arena)), "204", node_map(arena));
    node_add(response, "description", node_text(arena, "CORS preflight response"));
    struct node *headers = node_add(response, "headers", node_map(arena));
    struct node *integration = node_add(options, "x-amazon-apigateway-integration", node_map(arena));
    node_add(integration, "type", node_text(arena, "mock"));
    node_add(node_add(integration, "requestTemplates", node_map(arena)), "application/json",
             node_text(arena, "{\"statusCode\": 204}"));
    struct node *made =
        node_add(node_add(integration, "responses", node_map(arena)), "default", node_map(arena));
    node_add(made, "statusCode", node_text(arena, "204"));
    struct node *values = node_add(made, "responseParameters", node_map(arena));
    const char *asked = cors->headers ? joined(arena, cors->headers) : default_headers;
    header_write(headers, values, ALLOW "Methods", constant(arena, methods));
    header_write(headers, values, ALLOW "Headers", constant(arena, asked));
    if (!cors->origins[1].from || cors_is_every(cors->origins))
        header_write(headers, values, ALLOW "Origin", rest_origin(template));
    else
        node_add(node_add(made, "responseTemplates", node_map(arena)), "application/json",
                 origin_template(arena, cors->origins));
    if (cors->credentials.value) header_write(headers, values, ALLOW "Credentials", constant(arena, "true"));
    if (is_known(cors->maxAge.from))
        header_write(headers, values, "Access-Control-Max-Age",
                     constant(arena, arena_text(arena, "%ld", cors->maxAge.value)));
}

void rest_cors_write(struct template *template, struct api *api)
{
    const struct cors *cors = &template->service->api.cors;
    if (!cors_is_on(cors)) return;
    cors_check(template, cors);
    for (struct node *path = api->paths->first; path; path = path->next)
        if (!node_find(path, "options")) preflight_write(template, cors, path);
}
