#include "lifecycle/package/package.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/text.h"
#include "cfgen/excerpt.h"
#include "cfgen/load.h"
#include "lifecycle/package/manifest.h"
#include <string.h>

enum { SHOWN_FILES = 10, SHOWN_FUNCTIONS = 10, SHOWN_CHANGES = 20 };

struct options {
    struct service_options service;
    const char *output;
};
static const struct option options[] = {
    { OPTION_GROUP(options, service, service_options) },
    { OPTION(options, output), .letter = 'o', .value = "FOLDER", .takes = TAKES_FOLDER,
      .about = "Write the archives into this folder, as KEY.zip." },
    { 0 },
};

/* Folders and files may be named from outside. */
static const char *shown(struct run *run, const char *text)
{
    return excerpt_clean(run->arena, diag_mask_path(run->diags, run->arena, text));
}

static void row(struct run *run, const char *title, const char *text)
{
    fprintf(run->out, "  %-10s %s\n", title, shown(run, text));
}

/* The logical ids of the functions that run from an archive. */
static const char *functions_of(struct run *run, const struct stack *stack, const struct artifact *artifact)
{
    struct buffer *text = buffer_new(run->arena);
    int count = 0;
    const struct node *resources = node_find(stack->template, "Resources");
    for (const struct node *n = node_pairs(resources); n; n = n->next) {
        const struct node *properties = node_find(n, "Properties"), *code = node_find(properties, "Code");
        const char *key = node_word(code ? code : node_find(properties, "Content"), "S3Key");
        if (!key || !strstr(key, artifact->key) || ++count > SHOWN_FUNCTIONS) continue;
        buffer_print(text, "%s%s", text->size ? ", " : "", n->key);
    }
    if (count > SHOWN_FUNCTIONS) buffer_print(text, " and %d more", count - SHOWN_FUNCTIONS);
    return text->text;
}

static void changes_print(struct run *run, const struct manifest_change *change)
{
    const char *title = "changed";
    int rest = 0;
    for (int shown = 0; change; change = change->next) {
        if (++shown > SHOWN_CHANGES) {
            rest++;
            continue;
        }
        row(run, title,
            arena_text(run->arena, "%c %s", change->sign, excerpt_clean(run->arena, change->what)));
        title = "";
    }
    if (rest) row(run, title, arena_text(run->arena, "and %d more", rest));
}

static void largest_print(struct run *run, const struct package *package)
{
    const struct packed_file **largest = package_largest(run->arena, package);
    for (size_t i = 0; i < SHOWN_FILES && largest[i]; i++)
        row(run, i ? "" : "largest",
            arena_text(run->arena, "%7s  %s", text_size(run->arena, largest[i]->size),
                       shown(run, largest[i]->path)));
}

static void package_print(struct run *run, const struct stack *stack, const struct package *package,
                          const struct manifest_change *changes)
{
    const struct artifact *artifact = package->artifact;
    fprintf(run->out, "%s%s (%s, %s)\n", shown(run, artifact->folder),
            strcmp(artifact->folder, ".") && !artifact->archive ? "/" : "",
            excerpt_clean(run->arena, artifact->runtime), excerpt_clean(run->arena, artifact->architecture));
    row(run, "key", artifact->key);
    row(run, "functions", functions_of(run, stack, artifact));
    row(run, "size",
        arena_text(run->arena, "%s zipped, %s unzipped, %zu file%s", text_size(run->arena, package->zip.size),
                   text_size(run->arena, package->size), package->file_count,
                   package->file_count == 1 ? "" : "s"));
    changes_print(run, changes);
    largest_print(run, package);
}

static void package_write(struct run *run, const char *folder, const struct package *package)
{
    const char *path =
        path_join(run->arena, folder, arena_text(run->arena, "%s.zip", package->artifact->key));
    int before = run->diags->errors;
    command_result(run, path, package->zip.at, package->zip.size);
    if (run->diags->errors == before) row(run, "written", path);
}

static void progress_print(void *with, const char *text)
{
    struct run *run = with;
    fprintf(run->err, "%s\n", shown(run, text));
}

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    const struct stack *stack = load_stack(run, &given->service, WARNING);
    if (!stack || run->diags->errors) return EXIT_DONE;
    const struct node *before = manifest_read(run->arena, run->surroundings, stack->name);
    for (const struct artifact *a = stack->artifacts; a; a = a->next) {
        struct arena *turn = arena_new(); /* archives are large */
        struct packaging packaging = {
            turn, run->surroundings, stack->files, run->diags, run, progress_print
        };
        const struct package *package = package_build(&packaging, a);
        if (package) {
            if (a != stack->artifacts) fputc('\n', run->out);
            package_print(run, stack, package, manifest_compare(run->arena, before, a));
            if (given->output) package_write(run, given->output, package);
        }
        arena_free(turn);
    }
    if (!run->diags->errors) manifest_write(run->arena, run->surroundings, stack->name, stack->artifacts);
    return EXIT_DONE;
}

const struct command package_command = {
    .name = "package",
    .arguments = service_argument,
    .about = "Build the functions' archives",
    .detail = "Shows the key, the functions, the size and the largest files of each archive, and what has "
              "changed the key since the last run on this machine. The same files give the same archive on "
              "every machine, and the functions of one folder share one archive.\n\npip downloads Python "
              "packages as wheels for the runtime, into the user's cache folder. Packages that the runtime "
              "includes are left out. npm installs Node.js packages that are not in the function's folder, "
              "as listed in package-lock.json, without development dependencies and without running scripts.",
    .options = options,
    .size = sizeof(struct options),
    .trusts = true,
    .examples =
        (const struct example[]){
            { "cfgen package", "Build the archives of service.yml" },
            { "cfgen package -o build/", "Also write the archives to a folder" },
            { 0 },
        },
    .run = run,
};
