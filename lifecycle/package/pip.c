#include "lifecycle/package/pip.h"
#include "base/file.h"
#include "base/process.h"
#include "base/text.h"
#include <string.h>

struct words {
    struct arena *arena;
    const char *at[160];
    size_t count;
};

static void word(struct words *words, const char *text)
{
    size_t last = sizeof words->at / sizeof *words->at - 1;
    if (words->count < last) words->at[words->count++] = text;
}

static void pair(struct words *words, const char *option, const char *value)
{
    word(words, option);
    word(words, value);
}

static struct words words_of(struct arena *arena, const char *command)
{
    struct words words = { .arena = arena };
    pair(&words, "python3", "-I"); /* imports nothing of the current folder or of the user's variables */
    pair(&words, "-m", "pip");
    word(&words, command);
    pair(&words, "--retries", "2");
    return words;
}

/* pip works in a folder that holds only what we put there. The user's own configuration of pip counts. */
static struct process run(const struct pip *pip, const struct words *words, const char *folder)
{
    static const char *const names[] = { "PIP_*", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", NULL };
    struct arena *arena = pip->packaging->arena;
    const char *const settings[] = { "PIP_DISABLE_PIP_VERSION_CHECK=1",
                                     "PIP_NO_INPUT=1",
                                     "PIP_NO_COLOR=1",
                                     "LC_ALL=C.UTF-8",
                                     arena_join(arena, "TMPDIR=", folder),
                                     NULL };
    return process_run(arena, &(struct launch){ .words = words->at,
                                                .profile = PROFILE_FETCH,
                                                .folder = folder,
                                                .settings = settings,
                                                .names = names,
                                                .surroundings = pip->packaging->surroundings });
}

/* Every manylinux that the runtime's glibc satisfies, the nearest first as pip itself would have it.
 * https://peps.python.org/pep-0600/ */
static void platforms(struct words *words, const struct python *python)
{
    bool intel = !strcmp(python->machine, "x86_64");
    for (int glibc = python->glibc; glibc >= (intel ? 5 : 17); glibc--) {
        pair(words, "--platform", arena_text(words->arena, "manylinux_2_%d_%s", glibc, python->machine));
        const char *old = glibc == 17 ? "2014" : glibc == 12 ? "2010" : glibc == 5 ? "1" : NULL;
        if (old) pair(words, "--platform", arena_text(words->arena, "manylinux%s_%s", old, python->machine));
    }
}

/* The Python that shall run the packages, not the one that runs pip. */
static void target(struct words *words, const struct python *python)
{
    pair(words, "--implementation", "cp");
    pair(words, "--python-version", python->version);
    pair(words, "--abi", arena_text(words->arena, "cp3%d", python->minor));
    platforms(words, python);
}

static struct place place_of(const struct pip *pip, const char *name)
{
    for (const struct requirement *r = pip->requirements->first; r; r = r->next)
        if (name && !strcmp(r->name, name)) return r->place;
    return (struct place){ .file = pip->artifact->requirements_path };
}

/* A line of pip's that begins so, after it; NULL: none. */
static const char *line_find(struct arena *arena, const char *text, const char *prefix)
{
    for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n')
        if (text_starts(line, prefix))
            return arena_copy(arena, line + strlen(prefix), strcspn(line, "\n") - strlen(prefix));
    return NULL;
}

static const char *last_line(struct arena *arena, const char *text)
{
    const char *last = "no output";
    for (const char *line = text; *line; line += strcspn(line, "\n"), line += *line == '\n')
        if (*line != '\n') last = line;
    return arena_copy(arena, last, strcspn(last, "\n"));
}

/* pip is given a copy of the requirements; the user knows the file itself. */
static const char *named_again(const struct pip *pip, const char *text, const char *copy)
{
    struct arena *arena = pip->packaging->diags->arena;
    for (const char *at; (at = strstr(text, copy));)
        text = arena_text(arena, "%.*s%s%s", (int)(at - text), text, pip->artifact->requirements_path,
                          at + strlen(copy));
    return text;
}

/* Why the index did not answer, without the Python objects around it. */
static const char *unreachable(struct arena *arena, const char *errors)
{
    const char *retrying = strstr(errors, "WARNING: Retrying (");
    if (!retrying) return NULL;
    const char *line = arena_copy(arena, retrying, strcspn(retrying, "\n"));
    const char *reason = strstr(line, ">: ");
    if (!reason) return line + strlen("WARNING: ");
    reason += strlen(">: ");
    return arena_copy(arena, reason, strcspn(reason, "'"));
}

/* With pip's own words, and as notes what it says about a conflict. */
static void failed(const struct pip *pip, const struct process *process, const char *copy)
{
    struct diags *diags = pip->packaging->diags;
    const char *errors = process->errors->text;
    const char *words = process->ended ? process->ended : unreachable(diags->arena, errors);
    if (!words) words = line_find(diags->arena, errors, "ERROR: ");
    if (!words || text_starts(words, "Exception:")) words = last_line(diags->arena, errors);
    struct diag *diag = diag_add(diags, FINDING(pip_failed), place_of(pip, NULL), NULL, "pip failed: %s",
                                 named_again(pip, words, copy));
    const char *conflict = strstr(process->output->text, "The conflict is caused by:\n");
    if (!conflict) return;
    conflict += strcspn(conflict, "\n") + 1;
    for (const char *line = conflict; *line == ' '; line += strcspn(line, "\n"), line += *line == '\n') {
        const char *start = line + strspn(line, " ");
        const char *text = arena_copy(diags->arena, start, strcspn(start, "\n"));
        diag_note(diags, diag, (struct place){ 0 }, "%s", named_again(pip, text, copy));
    }
}

/* The options of the requirements file that say which index to ask. */
static void index_options(struct words *words, const struct requirement_option *option)
{
    for (; option; option = option->next) {
        if (option->value)
            pair(words, option->name, option->value);
        else if (!strcmp(option->name, "--no-index"))
            word(words, option->name);
    }
}

/* Whether the index has the version at all: `Available versions: 1.2, 1.1`. As no wheel of it will do, that
 * is its source. */
static bool source_found(const struct pip *pip, const struct requirement *wanted, const char *folder)
{
    struct arena *arena = pip->packaging->arena;
    struct words words = words_of(arena, "index");
    pair(&words, "versions", wanted->name);
    word(&words, "--pre");
    target(&words, &pip->python);
    index_options(&words, pip->requirements->options);
    struct process process = run(pip, &words, folder);
    const char *versions = strstr(process.output->text, "Available versions: ");
    if (process.failure || process.status || !versions) return false;
    if (!requirement_pinned(wanted)) return true;
    const char *line = arena_copy(arena, versions, strcspn(versions, "\n"));
    const char *version = wanted->specifier + strspn(wanted->specifier, "=");
    return strstr(arena_text(arena, "%s,", line), arena_text(arena, " %s,", version));
}

/* `No matching distribution found for foo==1.0`: whether as source only, or not at all, or because nothing
 * answered. */
static bool absent(const struct pip *pip, const struct process *process, const char *folder)
{
    static const char said[] = "No matching distribution found for ";
    struct arena *arena = pip->packaging->diags->arena;
    const char *at = strstr(process->errors->text, said);
    if (!at || strstr(process->errors->text, "Retrying (")) return false;
    at += strlen(said);
    const char *end = strstr(at, " (from ");
    size_t size = strcspn(at, "\n");
    if (end && end < at + size) size = (size_t)(end - at);
    const char *text = arena_copy(arena, at, size);
    struct requirement wanted;
    if (!requirement_parse(arena, text, &wanted)) return false;
    const struct python *python = &pip->python;
    struct place place = place_of(pip, wanted.name);
    if (source_found(pip, &wanted, folder))
        diag_add(pip->packaging->diags, FINDING(wheel_absent), place,
                 "choose a version that has a wheel, or build one (pip wheel) and set PIP_FIND_LINKS to its "
                 "absolute folder",
                 "%s has no wheel for %s on %s, only source code", text, python->runtime,
                 python->architecture);
    else
        diag_add(pip->packaging->diags, FINDING(wheel_absent), place, NULL, "%s not found for %s on %s", text,
                 python->runtime, python->architecture);
    return true;
}

static const char *requirements_write(const struct pip *pip, const struct requirement *more,
                                      const char *folder)
{
    struct packaging *packaging = pip->packaging;
    struct buffer *text = buffer_new(packaging->arena);
    requirements_print(text, pip->requirements);
    for (; more; more = more->next) {
        struct requirement always = *more;
        always.marker = NULL; /* true for the runtime's Python, whatever pip's own is */
        requirement_print(text, &always);
    }
    const char *path = path_join(packaging->arena, folder, "requirements.txt");
    const char *failure = file_write(packaging->arena, path, text->text, text->size);
    if (!failure) return path;
    diag_add(packaging->diags, FINDING(file_failed), (struct place){ 0 }, NULL, "%s cannot be written: %s",
             path, failure);
    return NULL;
}

bool pip_download(const struct pip *pip, const struct requirement *more, const char *folder)
{
    struct arena *arena = pip->packaging->arena;
    struct words words = words_of(arena, "download");
    pair(&words, "--only-binary=:all:", "--progress-bar=off");
    target(&words, &pip->python);
    pair(&words, "--dest", folder);
    const char *requirements = requirements_write(pip, more, folder);
    if (!requirements) return false;
    pair(&words, "-r", requirements);
    struct process process = run(pip, &words, folder);
    if (process.interrupted) return false;
    if (process.failure || strstr(process.errors->text, "No module named pip"))
        diag_add(pip->packaging->diags, FINDING(pip_absent), place_of(pip, NULL),
                 "install it: apt install python3-pip", "python3 with pip is required: %s",
                 process.failure ? process.failure : "python3 has no module pip");
    else if (process.status && !absent(pip, &process, folder))
        failed(pip, &process, requirements);
    return !process.failure && !process.status;
}
