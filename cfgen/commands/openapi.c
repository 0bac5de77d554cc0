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
      .about = "Which API, if the service has both. Default: rest." },
    { OPTION(options, format), .value = "FORMAT", .choices = formats,
      .about = "Output format. Default: the extension of --output, otherwise yaml." },
    { OPTION(options, output), .letter = 'o', .value = "FILE", .takes = TAKES_FILE,
      .about = "Write the output to this file." },
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
    .about = "Export the API as OpenAPI 3.1",
    .detail =
        "Prints the API for its callers: addresses, routes, parameters, request schemas as written in the "
        "description, and authentication. API Gateway extensions are left out. Many tools create "
        "documentation, clients and tests from such a document.\n\nAdd more information with `openapi` under "
        "`api`: it is merged over the document, key by key. The command does not use the network.",
    .options = options,
    .size = sizeof(struct options),
    .examples =
        (const struct example[]){
            { "cfgen openapi", "Print the API of service.yml as YAML" },
            { "cfgen openapi --stage prod -o openapi.json",
              "Write the API of another stage to a file, as JSON" },
            { "cfgen openapi --api http", "Print the HTTP API of a service that also has a REST API" },
            { 0 },
        },
    .run = run,
};
