#include "templates/functions/runtime.h"
#include "base/file.h"
#include "base/index.h"
#include "base/text.h"
#include "service/confine.h"
#include "templates/code/artifact.h"
#include "templates/functions/function.h"
#include "templates/service.h"
#include <string.h>

/* The newest runtimes of each language: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
static const struct {
    const char *language, *ending, *runtime;
} languages[] = {
    { "python", ".py", "python3.13" },  { "nodejs", ".js", "nodejs22.x" }, { "nodejs", ".mjs", "nodejs22.x" },
    { "nodejs", ".cjs", "nodejs22.x" }, { "ruby", ".rb", "ruby3.4" },
};
enum { LANGUAGES = sizeof languages / sizeof *languages };

/* `handlers/quests.create` is a function of handlers/quests; the file's ending is the language's. */
static const char *handler_path(struct template *template, const struct function *function,
                                const char *ending)
{
    struct arena *arena = template->arena;
    const char *handler = function->handler.value, *dot = strrchr(handler, '.'),
               *slash = strrchr(handler, '/');
    if (!dot || (slash && dot < slash)) return NULL;
    const char *path = arena_join(arena, arena_copy(arena, handler, (size_t)(dot - handler)), ending);
    const struct text *folder = &function->code.folder;
    if (folder->value) path = path_join(arena, folder->value, path);
    return path_tidy(arena, path_join(arena, template->artifacts->root, path));
}

/* Functions share files: each is asked for once. */
static bool is_there(struct template *template, const char *path)
{
    static char there[] = "there", absent[] = "absent";
    const struct surroundings *surroundings = template->surroundings;
    struct index *files = service_index(template, "handler files");
    const char *known = index_find(files, path);
    if (!known)
        known = index_add(files, path,
                          surroundings->state(surroundings->with, path) == FILE_THERE ? there : absent);
    return known == there;
}

static void absent(struct template *template, const struct function *function, const char *language)
{
    const struct node *from = function->handler.from;
    const struct surroundings *surroundings = template->surroundings;
    const char *code = function->code.folder.value;
    if (code) { /* a folder that is absent is a finding of its own */
        const char *folder =
            path_tidy(template->arena, path_join(template->arena, template->artifacts->root, code));
        enum file_state state = surroundings->state(surroundings->with, folder);
        if (state != FILE_FOLDER) {
            if (state == FILE_OUTSIDE)
                confine_report(template->diags, state, node_place(function->code.from), folder, NULL);
            else if (!language)
                diag_about(template->diags,
                           diag_add(template->diags, FINDING(code_absent), node_place(function->code.from),
                                    NULL, "folder '%s' not found", folder),
                           folder);
            return;
        }
    }
    if (!handler_path(template, function, "")) {
        diag_add(template->diags, FINDING(handler_absent), node_place(from),
                 "write FILE.FUNCTION, such as handlers/quests.create",
                 "'%s' does not name a function in a file", function->handler.value);
        return;
    }
    struct diag *diag = diag_add(template->diags, FINDING(handler_absent), node_place(from), NULL,
                                 "file of handler '%s' not found", function->handler.value);
    struct buffer *tried = buffer_new(template->arena);
    for (int i = 0; i < LANGUAGES; i++) {
        if (language && !text_starts(language, languages[i].language)) continue;
        const char *path = handler_path(template, function, languages[i].ending);
        buffer_print(tried, "%s%s", tried->size ? ", " : "looked for ", path);
        diag_about(template->diags, diag, path);
    }
    diag->hint = tried->text;
}

/* The language row whose file is there; -1: none. `runtime` NULL: any language. */
static int language_find(struct template *template, const struct function *function, const char *runtime)
{
    for (int i = 0; i < LANGUAGES; i++) {
        if (runtime && !text_starts(runtime, languages[i].language)) continue;
        const char *path = handler_path(template, function, languages[i].ending);
        if (path && is_there(template, path)) return i;
    }
    return -1;
}

static bool is_checked(const char *runtime)
{
    for (int i = 0; i < LANGUAGES; i++)
        if (text_starts(runtime, languages[i].language)) return true;
    return false;
}

/* Said once of each runtime. */
static void inferred(struct template *template, const struct function *function, const char *runtime)
{
    static const char said[] = "said";
    struct index *runtimes = service_index(template, "inferred runtimes");
    if (index_find(runtimes, runtime)) return;
    index_add(runtimes, runtime, (void *)(size_t)said);
    diag_add(template->diags, FINDING(runtime_inferred), node_place(function->handler.from),
             arena_text(template->arena, "write runtime: %s to confirm it", runtime),
             "the runtime is %s, inferred from the file of '%s'", runtime, function->handler.value);
}

const char *function_runtime(struct template *template, const struct function *function)
{
    const struct text *written = function->runtime.from ? &function->runtime : &template->service->runtime;
    if (!function->handler.value) return NULL;
    bool made = function->code.archive.from; /* elsewhere: what is in it is not known here */
    if (made && !written->from)
        diag_add(template->diags, FINDING(missing_key), node_place(function->code.archive.from),
                 "write the runtime, such as runtime: java21",
                 "the runtime of an archive cannot be inferred");
    if (made || written->from) {
        if (!made && is_checked(written->value) && language_find(template, function, written->value) < 0)
            absent(template, function, written->value);
        return written->value;
    }
    int found = language_find(template, function, NULL);
    if (found < 0) {
        absent(template, function, NULL);
        return NULL;
    }
    inferred(template, function, languages[found].runtime);
    return languages[found].runtime;
}
