#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "cfgen/excerpt.h"
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
      .about = "Output format. Default: the extension of --output, otherwise yaml." },
    { OPTION(options, output), .letter = 'o', .value = "FILE", .takes = TAKES_FILE,
      .about = "Write the template to this file, or the templates of all stacks into this FOLDER/." },
    { 0 },
};

static bool is_json(const struct options *given)
{
    if (given->format) return !strcmp(given->format, "json");
    return given->output && text_ends(given->output, ".json");
}

static struct buffer *print(struct run *run, const struct stack *stack)
{
    struct buffer *text = buffer_new(run->arena);
    if (is_json(run->options)) {
        json_print(text, stack->template, JSON_LINES);
        buffer_byte(text, '\n');
    } else {
        yaml_print(text, stack->template);
    }
    generate_check_size(run->diags, stack->template, WARNING, text->size);
    return text;
}

/* STACK.REGION.yaml, in a folder of their own. */
static void write_all(struct run *run, const char *folder, const struct stack *first)
{
    for (const struct stack *s = first; s; s = s->next) {
        const char *region = s->region ? arena_join(run->arena, ".", s->region) : "";
        const char *ending = is_json(run->options) ? "json" : "yaml";
        const char *name = arena_text(run->arena, "%s%s.%s", s->name, region, ending);
        const struct buffer *text = print(run, s);
        command_result(run, path_join(run->arena, folder, name), text->text, text->size);
    }
}

static void say_others(struct run *run, const struct stack *first, const struct stack *shown)
{
    for (const struct stack *s = first; s; s = s->next)
        if (s != shown)
            fprintf(run->err, "not shown: %s in %s\n", excerpt_clean(run->arena, s->name),
                    s->region ? excerpt_clean(run->arena, s->region) : "the same region");
    if (first->next) fprintf(run->err, "to write all templates: cfgen generate -o FOLDER/\n");
}

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    struct stack *stacks = load_stacks(run, &given->service, WARNING, NULL);
    const struct stack *stack = load_choose(run, &given->service, stacks);
    if (!stack || run->diags->errors) return EXIT_DONE; /* a template with errors in it helps nobody */
    bool folder = given->output && text_ends(given->output, "/");
    if (folder) {
        write_all(run, given->output, stacks);
        return EXIT_DONE;
    }
    const struct buffer *text = print(run, stack);
    command_result(run, given->output, text->text, text->size);
    if (!given->service.region) say_others(run, stacks, stack);
    return EXIT_DONE;
}

const struct command generate_command = {
    .name = "generate",
    .arguments = service_argument,
    .about = "Generate the CloudFormation template",
    .detail = "Prints the template of the service's stack. The same description always gives the same bytes. "
              "The command does not use the network.\n\nA service with several regions or Lambda@Edge "
              "functions has several stacks. The command prints the primary's template, or the one of "
              "--region; -o FOLDER/ writes all templates, as STACK.REGION.yaml.",
    .options = options,
    .size = sizeof(struct options),
    .examples =
        (const struct example[]){
            { "cfgen generate", "Print the template of service.yml as YAML" },
            { "cfgen generate --stage prod -o template.json",
              "Write the template of another stage to a file, as JSON" },
            { "cfgen generate -o templates/", "Write the templates of all stacks" },
            { 0 },
        },
    .run = run,
};
