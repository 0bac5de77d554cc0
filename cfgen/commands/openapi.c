#include "templates/api/openapi.h"
#include "base/json.h"
#include "base/text.h"
#include "cfgen/load.h"
#include "service/yaml.h"
#include <string.h>

struct options {
    struct service_options service;
    const char *api, *format, *output;
};
static const char *const apis[] = { "rest", "http", NULL };
static const char *const formats[] = { "yaml", "json", NULL };
static const struct option options[] = {
    { OPTION_GROUP(options, service, service_options) },
    { OPTION(options, api), .value = "TYPE", .choices = apis,
      .about = "which, where the service has both; rest unless told" },
    { OPTION(options, format), .value = "FORMAT", .choices = formats,
      .about = "yaml unless told, or by the ending of --output" },
    { OPTION(options, output), .letter = 'o', .value = "FILE", .takes = TAKES_FILE,
      .about = "write to this file" },
    { 0 },
};

static void print(struct run *run, const struct node *document)
{
    const struct options *given = run->options;
    struct buffer *text = buffer_new(run->arena);
    bool json =
        given->format ? !strcmp(given->format, "json") : given->output && text_ends(given->output, ".json");
    if (json) {
        json_print(text, document, JSON_LINES);
        buffer_byte(text, '\n');
    } else {
        yaml_print(text, document);
    }
    command_result(run, given->output, text->text, text->size);
}

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    struct template *templates = load_templates(run, &given->service);
    struct template *template = templates ? generate_primary(templates) : NULL;
    if (!template || run->diags->errors) return EXIT_DONE;
    bool rest = openapi_has(template, OPENAPI_REST), http = openapi_has(template, OPENAPI_HTTP);
    enum openapi_type type = rest ? OPENAPI_REST : OPENAPI_HTTP;
    if (given->api) type = !strcmp(given->api, "rest") ? OPENAPI_REST : OPENAPI_HTTP;
    if (!openapi_has(template, type)) {
        diag_add(run->diags, FINDING(no_api), node_place(template->service->from), NULL,
                 "the service has no %sAPI",
                 !given->api ? ""
                 : rest      ? "HTTP "
                             : "REST ");
        return EXIT_DONE;
    }
    print(run, openapi_new(template, type, given->service.region));
    if (rest && http && !given->api) fprintf(run->err, "not shown: the HTTP API: cfgen openapi --api http\n");
    return EXIT_DONE;
}

const struct command openapi_command = {
    .name = "openapi",
    .arguments = service_argument,
    .about = "Write the API as OpenAPI 3.1",
    .detail =
        "Writes what those who call the API must know: its addresses, routes, parameters, the schemas of "
        "requests as they are written in the description, and how to prove who calls. What only API "
        "Gateway reads is left out. Documentation, clients and tests are made from such a document by many "
        "tools.\n\nWhat the description does not say is added under openapi: of the api, which is laid "
        "over the document key by key. Nothing is asked over the network.",
    .options = options,
    .size = sizeof(struct options),
    .examples =
        (const struct example[]){
            { "cfgen openapi", "the API of service.yml, as YAML" },
            { "cfgen openapi --stage prod -o openapi.json", "another stage's, as JSON, into a file" },
            { "cfgen openapi --api http", "the HTTP API of a service that has a REST API too" },
            { 0 },
        },
    .run = run,
};
