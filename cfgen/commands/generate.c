#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "cfgen/load.h"
#include "service/yaml.h"
#include <string.h>

struct options {
    struct service_options service;
    const char *format, *output;
};
static const char *const formats[] = { "yaml", "json", NULL };
static const struct option options[] = {
    { OPTION_GROUP(options, service, service_options) },
    { OPTION(options, format), .value = "FORMAT", .choices = formats,
      .about = "yaml unless told, or by the ending of --output" },
    { OPTION(options, output), .letter = 'o', .value = "FILE", .takes = TAKES_FILE,
      .about = "write to this file" },
    { 0 },
};

static bool is_json(const struct options *given)
{
    if (given->format) return !strcmp(given->format, "json");
    return given->output && text_ends(given->output, ".json");
}

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    const struct stack *stack = load_stack(run, &given->service, WARNING);
    if (!stack || run->diags->errors) return EXIT_DONE; /* a template with errors in it helps nobody */
    struct buffer *text = buffer_new(run->arena);
    if (is_json(given)) {
        json_print(text, stack->template, JSON_LINES);
        buffer_byte(text, '\n');
    } else {
        yaml_print(text, stack->template);
    }
    generate_check_size(run->diags, stack->template, WARNING, text->size);
    if (!given->output) {
        fwrite(text->text, 1, text->size, run->out);
        return EXIT_DONE;
    }
    const char *failure = file_write(run->arena, given->output, text->text, text->size);
    if (failure)
        diag_add(run->diags, FINDING_file_failed, (struct place){ .file = given->output }, NULL,
                 "cannot be written: %s", failure);
    return EXIT_DONE;
}

const struct command generate_command = {
    .name = "generate",
    .arguments = service_argument,
    .about = "Write the CloudFormation template",
    .detail = "Writes the template of the description's stack. The same description gives the same bytes. "
              "Nothing is asked "
              "over the network.",
    .options = options,
    .size = sizeof(struct options),
    .examples =
        (const struct example[]){
            { "cfgen generate", "the template of service.yml, as YAML" },
            { "cfgen generate --stage prod -o template.json", "another stage, as JSON, into a file" },
            { 0 },
        },
    .run = run,
};
