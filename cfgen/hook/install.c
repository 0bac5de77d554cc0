#include "cfgen/hook/install.h"
#include "base/file.h"
#include "base/text.h"
#include "stacks/git/git.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char signature[] =
    "# Written by `cfgen hook install`;"; /* marks ours, also of earlier versions */
static const char before[] = ".before-cfgen";

/* What git tells a hook on its standard input, a line for each reference. */
static const struct hook_script {
    const char *name, *line;
} scripts[] = {
    { "pre-commit", NULL },
    { "pre-merge-commit", NULL }, /* where git merges without a question */
    { "pre-push", "local new ref old" },
    { "pre-receive", "old new ref" },
};
enum { PRE_COMMIT, PRE_MERGE, PRE_PUSH, PRE_RECEIVE, SCRIPTS };

static const char *git_line(struct run *run, const char *const *words, const char **failure)
{
    struct process process = git_hooks(run->arena, words);
    const char *text = process.output->text ? process.output->text : "";
    if (!process.failure && !process.status) return arena_copy(run->arena, text, strcspn(text, "\n"));
    const char *said = process.errors->text ? process.errors->text : "";
    if (text_starts(said, "fatal: ")) said += strlen("fatal: ");
    if (failure)
        *failure = process.failure ? arena_text(run->arena, "git could not be started: %s", process.failure)
                                   : arena_copy(run->arena, said, strcspn(said, "\n"));
    return NULL;
}
#define GIT(run, failure, ...) git_line(run, (const char *const[]){ __VA_ARGS__, NULL }, failure)

/* Where git looks for hooks, as core.hooksPath says and for all of a repository's working trees. */
static const char *folder_find(struct run *run)
{
    const char *failure = NULL, *folder = GIT(run, &failure, "rev-parse", "--git-path", "hooks");
    if (!folder)
        diag_add(run->diags, FINDING(repository_unreadable), (struct place){ 0 }, NULL,
                 "repository cannot be read: %s", failure);
    return folder;
}

static bool is_bare(struct run *run)
{
    const char *bare = GIT(run, NULL, "rev-parse", "--is-bare-repository");
    return bare && !strcmp(bare, "true");
}

/* Where core.hooksPath is set, when not for this repository alone. */
static const char *shared_by(struct run *run)
{
    const char *line = GIT(run, NULL, "config", "--show-scope", "--get", "core.hooksPath");
    if (!line) return NULL;
    const char *scope = arena_copy(run->arena, line, strcspn(line, "\t"));
    return !strcmp(scope, "global") || !strcmp(scope, "system") ? scope : NULL;
}

static const char *path_of(struct run *run, const char *folder, int script)
{
    return path_join(run->arena, folder, scripts[script].name);
}

enum state { NONE, OURS, ANOTHER };

static enum state state_of(struct run *run, const char *path)
{
    struct stat about;
    struct bytes text;
    if (lstat(path, &about)) return NONE;
    enum file_state state =
        run->surroundings->read(run->surroundings->with, run->arena, path, LARGEST_SETTINGS, &text);
    return state == FILE_THERE && strstr(text.at, signature) ? OURS : ANOTHER;
}

static const char *command_of(struct run *run, const struct hook_options *given)
{
    struct buffer *text = buffer_new(run->arena);
    buffer_text(text, "hook run");
    for (const char **s = given->stage; *s; s++)
        buffer_print(text, " --stage %s", text_quoted(run->arena, *s));
    if (given->destructive) buffer_print(text, " --destructive %s", given->destructive);
    for (const char **f = given->files; *f; f++)
        buffer_print(text, " --files %s", text_quoted(run->arena, *f));
    return text->text;
}

static const char *script_of(struct run *run, const struct hook_options *given,
                             const struct hook_script *script)
{
    char self[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", self, sizeof self - 1);
    const char *program = size > 0 ? arena_copy(run->arena, self, (size_t)size) : "cfgen";
    struct buffer *text = buffer_new(run->arena);
    buffer_print(text, "#!/bin/sh\n%s `cfgen hook uninstall` removes it.\nbefore=$0%s\ncfgen=%s\n", signature,
                 before, text_quoted(run->arena, program));
    buffer_text(text, "[ -x \"$cfgen\" ] || cfgen=$(command -v cfgen) || {\n"
                      "    echo \"$0: cfgen is not installed; skip the hook with git's --no-verify\" >&2\n"
                      "    exit 1\n"
                      "}\n");
    if (script->line) buffer_text(text, "input=$(cat)\n");
    buffer_print(text, "if [ -x \"$before\" ]; then\n    %s\"$before\" \"$@\" || exit\nfi\n",
                 script->line ? "printf '%s\\n' \"$input\" | " : "");
    const char *command = command_of(run, given);
    if (!script->line) {
        buffer_print(text, "exec \"$cfgen\" %s\n", command);
        return text->text;
    }
    buffer_print(text,
                 "printf '%%s\\n' \"$input\" | while read -r %s; do\n"
                 "    case $ref in refs/heads/*) \"$cfgen\" %s --range \"$old..$new\" || exit ;; esac\n"
                 "done\n",
                 script->line, command);
    return text->text;
}

static void failed(struct run *run, const char *path, const char *why)
{
    diag_add(run->diags, FINDING(file_failed), (struct place){ .file = path }, NULL, "cannot be written: %s",
             why);
}

static bool put_aside(struct run *run, const char *path)
{
    const char *aside = arena_join(run->arena, path, before);
    struct stat about;
    if (!lstat(aside, &about)) {
        failed(run, path, arena_text(run->arena, "another hook exists, and so does its backup %s", aside));
        return false;
    }
    if (!rename(path, aside)) return true;
    failed(run, path, strerror(errno));
    return false;
}

static void install(struct run *run, const struct hook_options *given, const char *folder, int script)
{
    const char *path = path_of(run, folder, script);
    if (state_of(run, path) == ANOTHER && !put_aside(run, path)) return;
    const char *text = script_of(run, given, &scripts[script]);
    const char *failure = file_write(run->arena, path, text, strlen(text));
    if (!failure && chmod(path, 0755)) failure = strerror(errno);
    if (failure) {
        failed(run, path, failure);
        return;
    }
    struct stat about;
    bool after = !lstat(arena_join(run->arena, path, before), &about);
    fprintf(run->out, "%s: installed%s\n", path, after ? ", runs after the existing hook" : "");
}

enum exit_code hook_install(struct run *run, const struct hook_options *given)
{
    const char *folder = folder_find(run), *shared = folder ? shared_by(run) : NULL;
    if (!folder) return EXIT_DONE;
    bool bare = is_bare(run);
    int first = bare ? PRE_RECEIVE : PRE_COMMIT, last = bare ? first : given->pre_push ? PRE_PUSH : PRE_MERGE;
    for (int i = first; i <= last && !run->diags->errors; i++) install(run, given, folder, i);
    if (shared)
        fprintf(run->err,
                "cfgen: core.hooksPath is set in the %s configuration and applies to all repositories\n",
                shared);
    return EXIT_DONE;
}

static void uninstall(struct run *run, const char *path, int *taken)
{
    const char *aside = arena_join(run->arena, path, before);
    struct stat about;
    if (state_of(run, path) != OURS) return;
    bool back = !lstat(aside, &about);
    if (back ? rename(aside, path) : unlink(path)) {
        failed(run, path, strerror(errno));
        return;
    }
    fprintf(run->out, "%s: %s\n", path, back ? "previous hook restored" : "removed");
    ++*taken;
}

enum exit_code hook_uninstall(struct run *run)
{
    const char *folder = folder_find(run);
    int taken = 0;
    for (int i = 0; folder && i < SCRIPTS; i++) uninstall(run, path_of(run, folder, i), &taken);
    if (folder && !taken && !run->diags->errors) fprintf(run->out, "%s: no cfgen hook installed\n", folder);
    return EXIT_DONE;
}

enum exit_code hook_status(struct run *run)
{
    static const char *const words[] = {
        [NONE] = "no hook", [OURS] = "cfgen hook", [ANOTHER] = "another hook"
    };
    const char *folder = folder_find(run), *shared = folder ? shared_by(run) : NULL;
    for (int i = 0; folder && i < SCRIPTS; i++) {
        const char *path = path_of(run, folder, i);
        struct stat about;
        enum state state = state_of(run, path);
        if (i == PRE_RECEIVE && state == NONE) continue; /* of servers */
        bool after = state == OURS && !lstat(arena_join(run->arena, path, before), &about);
        bool off = state != NONE && access(path, X_OK);
        fprintf(run->out, "%s: %s%s%s\n", path, words[state], after ? ", runs after the existing hook" : "",
                off ? ", but it is not executable" : "");
    }
    if (shared)
        fprintf(run->out, "core.hooksPath is set in the %s configuration and applies to all repositories\n",
                shared);
    return EXIT_DONE;
}
