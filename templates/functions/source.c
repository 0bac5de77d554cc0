#include "templates/functions/source.h"
#include "base/file.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/code/artifact.h"
#include "templates/functions/alias.h"
#include "templates/functions/function.h"
#include "templates/functions/image.h"
#include "templates/functions/layers.h"
#include "templates/functions/runtime.h"
#include "templates/service.h"
#include <string.h>

static const struct text *architecture_of(struct template *template, const struct function *function)
{
    return function->architecture.from ? &function->architecture : &template->service->architecture;
}

static const char *architecture(struct template *template, const struct function *function)
{
    const char *written = architecture_of(template, function)->value;
    return written ? written : "x86_64";
}

static const struct field fields[] = {
    { FIELD(function_code, folder), .about = "Folder whose contents are packaged.",
      .default_text = "the folder of the handler" },
    { FIELD(function_code, exclude),
      .about = "Patterns of files to leave out, such as tests, '*.md' or src/**/*.map. Dot files, logs and "
               "compiler output are always left out." },
    { FIELD(function_code, include),
      .about =
          "Patterns of files to include nevertheless, such as .config or docs/help.md. For an archive: the "
          "credentials that it may contain." },
    { FIELD(function_code, archive),
      .about = "Zip or jar file that a build created, uploaded as it is, instead of a folder." },
    { 0 },
};
const struct form function_code_form = { .what = "a folder, or {folder, exclude, include, archive}",
                                         .brief = "folder",
                                         .size = sizeof(struct function_code),
                                         .fields = fields };

static const char *const *patterns(struct arena *arena, const struct text *texts)
{
    size_t count = 0;
    while (texts && texts[count].from) count++;
    if (!count) return NULL;
    const char **list = arena_take(arena, (count + 1) * sizeof *list);
    for (size_t i = 0; i < count; i++) list[i] = texts[i].value;
    return list;
}

struct artifact_source function_source(struct template *template, const struct function_code *code)
{
    const struct node *selection = code->folder.from ? code->folder.from
                                   : code->exclude   ? code->exclude->from
                                                     : NULL;
    if (code->archive.from && selection)
        diag_add(template->diags, FINDING(archive_beside),
                 selection->key_place.line ? selection->key_place : selection->place, NULL,
                 "this key has no effect: the archive '%s' is uploaded unchanged", code->archive.value);
    return (struct artifact_source){ .folder = code->folder.value,
                                     .include = patterns(template->arena, code->include),
                                     .exclude = patterns(template->arena, code->exclude),
                                     .archive = code->archive.value };
}

void archive_write(struct template *template, const struct artifact *artifact, struct node *into)
{
    /* Without one a finding has said why; the rest is looked at all the same. */
    struct arena *arena = template->arena;
    const char *folder = arena_join(arena, template->service->service.value, "/"),
               *key = arena_join(arena, artifact ? artifact->key : "", ".zip");
    node_add(into, "S3Bucket", intrinsic_sub_text(arena, "cfgen-${AWS::AccountId}-${AWS::Region}"));
    node_add(into, "S3Key", node_text(arena, arena_join(arena, folder, key)));
}

/* Whether a pattern has taken away the file that the function begins with, where handlers name files. */
static void check_excluded(struct template *template, const struct text *handler, const char *runtime,
                           const struct artifact *artifact)
{
    struct arena *arena = template->arena;
    const char *dot = strrchr(handler->value, '.');
    bool names_file =
        text_starts(runtime, "python") || text_starts(runtime, "nodejs") || text_starts(runtime, "ruby");
    if (!dot || !names_file) return;
    const char *path = path_tidy(arena, arena_copy(arena, handler->value, (size_t)(dot - handler->value)));
    for (size_t i = 0; i < artifact->file_count; i++)
        if (text_starts(artifact->files[i].path, arena_join(arena, path, "."))) return;
    diag_add(template->diags, FINDING(handler_excluded), node_place(handler->from),
             "add it under include:", "the file of '%s' is excluded", handler->value);
}

static void code_write(struct template *template, const struct function *function, const char *runtime,
                       struct node *properties)
{
    const struct artifact *artifact = NULL;
    struct place place = function->code.from      ? node_place(function->code.from)
                         : function->handler.from ? node_place(function->handler.from)
                                                  : node_place(function->item.from);
    const struct artifact_source source = function_source(template, &function->code);
    if (function->handler.value && runtime)
        artifact = artifact_find(template->artifacts, &source, function->handler.value, runtime,
                                 architecture(template, function), place);
    if (artifact && source.exclude) check_excluded(template, &function->handler, runtime, artifact);
    archive_write(template, artifact, node_add(properties, "Code", node_map(template->arena)));
}

/* What cfgen reads itself and AWS gets as it is. */
static void word_write(struct template *template, struct node *properties, const char *property,
                       const char *key, const struct node *from)
{
    if (!from) return;
    struct node *word = node_add(properties, property, node_text(template->arena, from->text));
    word->place = node_place(from);
    schema_check(template->schemas, "AWS::Lambda::Function", property, key, word, template->diags);
}

static void architecture_write(struct template *template, const struct function *function,
                               struct node *properties)
{
    struct arena *arena = template->arena;
    struct node *architectures = node_add(properties, "Architectures", node_list(arena));
    struct node *one = node_add(architectures, NULL, node_text(arena, architecture(template, function)));
    one->place = architecture_of(template, function)->from
                     ? node_place(architecture_of(template, function)->from)
                     : node_place(function->item.from);
    schema_check(template->schemas, "AWS::Lambda::Function", "Architectures", "architecture", architectures,
                 template->diags);
}

static void lasting_write(struct template *template, const struct function *function, struct node *properties)
{
    static const struct word_pair updates[] = { { "auto", "Auto" },
                                                { "on-change", "FunctionUpdate" },
                                                { 0 } };
    const struct text *written = &function->runtimeUpdates;
    if (!written->from) return;
    struct arena *arena = template->arena;
    bool one = !is_known(written->from) || strchr(written->value, ':');
    const char *when = one ? "Manual" : word_translate(template, "runtimeUpdates", written, updates);
    struct node *config = node_add(properties, "RuntimeManagementConfig", node_map(arena));
    if (when) node_add(config, "UpdateRuntimeOn", node_text(arena, when));
    if (one) node_add(config, "RuntimeVersionArn", node_copy(arena, written->from));
}

/* The schema would say the range alone, and not the way out. */
static void check_timeout(struct template *template, const struct seconds *timeout)
{
    enum { LONGEST = 900 };
    if (is_known(timeout->from) && timeout->value > LONGEST)
        diag_add(template->diags, FINDING(out_of_range), node_place(timeout->from),
                 "for longer work, use a workflow or a container",
                 "timeout must be between 1s and 15m (got %s)", timeout->from->text);
}

void source_write(struct template *template, const struct form *form, const struct function *function,
                  struct node *properties)
{
    check_timeout(template, &function->timeout);
    if (function->image.from) {
        template_write(template, form, function, properties);
        architecture_write(template, function, properties);
        image_write(template, function, properties);
        return;
    }
    const struct node *written =
        function->runtime.from ? function->runtime.from : template->service->runtime.from;
    const char *runtime = function_runtime(template, function);
    word_write(template, properties, "Handler", "handler", function->handler.from);
    template_write(template, form, function, properties);
    word_write(template, properties, "Runtime", "runtime",
               written   ? written
               : runtime ? node_text(template->arena, runtime)
                         : NULL);
    architecture_write(template, function, properties);
    code_write(template, function, runtime, properties);
    layers_write(template, function, properties);
    lasting_write(template, function, properties);
    snap_start_write(template, function, runtime, properties);
}
