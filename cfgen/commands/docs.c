#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "cfgen/command.h"
#include "cfgen/usage.h"
#include "templates/catalog.h"
#include "templates/reference.h"
#include <string.h>

struct docs {
    bool schema;
    const char *output;
};

static const struct option options[] = {
    { OPTION(docs, output), .letter = 'o', .value = "FOLDER", .takes = TAKES_FOLDER,
      .about = "Write one page per section into this folder." },
    { OPTION(docs, schema), .about = "Print the JSON Schema of a description, for editors." },
    { 0 },
};

static const struct argument arguments[] = {
    { "SECTION", .optional = true,
      .about = "The section, such as functions, access or variables. Default: all sections." },
    { 0 },
};

static void write_page(struct run *run, const char *folder, const struct page *page)
{
    const char *path = path_join(run->arena, folder, arena_join(run->arena, page->name, ".md"));
    command_result(run, path, page->text->text, page->text->size);
}

static void print_schema(struct run *run)
{
    struct buffer *text = buffer_new(run->arena);
    json_print(text, reference_schema(run->arena), JSON_LINES);
    fprintf(run->out, "%s\n", text->text);
}

static enum exit_code run(struct run *run)
{
    const struct docs *docs = run->options;
    const char *section = run->arguments[0];
    if (docs->schema) {
        print_schema(run);
        return EXIT_DONE;
    }
    struct nearest nearest = { .word = section ? section : "" };
    bool found = !section;
    int printed = 0;
    for (const struct page *page = reference_pages(run->arena); page; page = page->next) {
        nearest_try(&nearest, page->name);
        if (section && strcmp(section, page->name) != 0) continue;
        if (docs->output)
            write_page(run, docs->output, page);
        else
            fprintf(run->out, "%s%s", printed++ ? "\n" : "", page->text->text);
        found = true;
    }
    if (found) return EXIT_DONE;
    usage_wrong(run, nearest.name, "unknown section '%s'", section);
    return EXIT_USAGE;
}

const struct command docs_command = {
    .name = "docs",
    .arguments = arguments,
    .about = "Print the language reference",
    .detail = "Prints every key of a description with its type, its default and its CloudFormation property, "
              "as Markdown. With --schema, prints a JSON Schema for completion and validation in editors. To "
              "use it, start the description with `# yaml-language-server: $schema=service.schema.json`.",
    .options = options,
    .size = sizeof(struct docs),
    .examples =
        (const struct example[]){
            { "cfgen docs functions", "Print one section" },
            { "cfgen docs -o reference", "Write one page per section" },
            { "cfgen docs --schema > service.schema.json", "Write the schema for an editor" },
            { 0 },
        },
    .run = run,
};
