#include "base/buffer.h"
#include "base/text.h"
#include "cfgen/excerpt.h"
#include "cfgen/hook/check.h"
#include "cfgen/hook/install.h"
#include "cfgen/hook/source.h"
#include "cfgen/usage.h"
#include <string.h>

enum { MOST_NAMES = 3 };

static const char *const actions[] = { "run", "install", "uninstall", "status", NULL };
static const char *const destructive[] = { "warn", "fail", "ignore", NULL };
static const struct argument arguments[] = {
    { "ACTION", .choices = actions,
      .about = "run checks the staged changes; install and uninstall add and remove Git's pre-commit hook; "
               "status shows the installed hooks." },
    { 0 },
};

static const struct option options[] = {
    { OPTION(hook_options, range), .value = "FROM..TO",
      .about =
          "Check the commit TO, and compare it with its merge base with FROM. For pushes and pipelines." },
    { OPTION(hook_options, tree), .value = "REVISION", .about = "Check all services of this commit." },
    { OPTION(hook_options, all), .about = "Also check services without changes." },
    { OPTION(hook_options, files), .value = "PATTERN",
      .about = "Pattern for descriptions, in the syntax of .gitignore. A pattern that starts with ! excludes "
               "files. Default: service.yml and *.service.yml." },
    { OPTION(hook_options, stage), .letter = 's', .value = "STAGE",
      .about = "Stage to check. Default: dev." },
    { OPTION(hook_options, destructive), .value = "WHAT", .choices = destructive,
      .about = "What to do with a change that loses data. Default: `git config cfgen.destructive`, otherwise "
               "warn." },
    { OPTION(hook_options, pre_push), .about = "With install: also check pushes." },
    { 0 },
};

static bool is_skipped(const char *codes, const struct diag *diag)
{
    const char *code = diag->finding->code;
    for (const char *at = codes; (at = strstr(at, code)); at++)
        if ((at == codes || strchr(", ", at[-1])) && strchr(", ", at[strlen(code)])) return true;
    return false;
}

/* Said, so that nobody is misled by the silence. */
static void skip(struct run *run)
{
    const char *codes = run->surroundings->environment(run->surroundings->with, "CFGEN_HOOK_SKIP");
    struct diag *kept = NULL, **end = &kept;
    int skipped = 0;
    if (!codes || !*codes) return;
    struct diag *next = run->diags->first;
    run->diags->first = run->diags->last = NULL;
    run->diags->errors = run->diags->warnings = 0;
    for (struct diag *d = next; d; d = next) {
        next = d->next;
        if (is_skipped(codes, d)) {
            skipped++;
            fprintf(run->err, "cfgen: skipped by CFGEN_HOOK_SKIP: %s: %s\n", d->finding->code,
                    excerpt_clean(run->arena, d->text));
            continue;
        }
        *end = d;
        end = &d->next;
    }
    *end = NULL;
    diags_put(run->diags, kept);
    if (!skipped) fprintf(run->err, "cfgen: CFGEN_HOOK_SKIP=%s matches no finding\n", codes);
}

/* Of `names` the first few, and that there are more. */
static void print_names(struct run *run, const struct buffer *names, int checked)
{
    if (checked) fprintf(run->err, ": %s%s", names->text, checked > MOST_NAMES ? ", …" : "");
}

static void summary(const struct hook *hook, const struct hook_scope *scope, int checked,
                    const struct buffer *names)
{
    FILE *err = hook->run->err;
    fprintf(err, "cfgen: checked %d of %d service%s in %s", checked, scope->all, scope->all == 1 ? "" : "s",
            excerpt_clean(hook->run->arena, hook->label));
    if (!scope->all)
        fputs(hook->given->files[0] ? ": no file matches --files"
                                    : ": no file is named service.yml or *.service.yml",
              err);
    else if (!hook->all && !hook->changes.count)
        fputs(": no changes; --all checks all services", err);
    else if (!checked)
        fputs(": no change affects a service; --all checks all services", err);
    print_names(hook->run, names, checked);
    fputc('\n', err);
}

static enum exit_code check(struct run *run)
{
    struct hook hook = { .run = run, .given = run->options };
    if (!hook_source(&hook)) return EXIT_DONE;
    struct hook_scope scope = hook_scope(&hook);
    int checked = 0;
    struct buffer *names = buffer_new(run->arena);
    for (const struct hook_service *s = scope.first; s; s = s->next) {
        if (!hook_check(&hook, s) || checked++ >= MOST_NAMES) continue;
        buffer_print(names, "%s%s", names->size ? ", " : "", excerpt_clean(run->arena, s->path));
    }
    skip(run);
    summary(&hook, &scope, checked, names);
    return EXIT_DONE;
}

static enum exit_code misused(struct run *run, const char *what)
{
    usage_wrong(run, NULL, "%s", what);
    return EXIT_USAGE;
}

static enum exit_code run(struct run *run)
{
    const struct hook_options *given = run->options;
    const char *action = run->arguments[0];
    bool what = given->range || given->tree || given->all;
    if (given->range && given->tree) return misused(run, "--range and --tree cannot be combined");
    if (strcmp(action, "run") != 0 && what) return misused(run, "--range, --tree and --all require run");
    if (given->pre_push && strcmp(action, "install") != 0) return misused(run, "--pre-push requires install");
    if (!strcmp(action, "install")) return hook_install(run, given);
    if (!strcmp(action, "uninstall")) return hook_uninstall(run);
    return !strcmp(action, "status") ? hook_status(run) : check(run);
}

const struct command hook_command = {
    .name = "hook",
    .arguments = arguments,
    .about = "Check staged changes (Git hook)",
    .detail =
        "Validates the staged files instead of the working tree. The command reads only Git objects; it does "
        "not write, stash, add or lock anything. It checks each service whose description, or a file that "
        "the description uses (an included file, a schema, code), has changed, and prints the number of "
        "checked services.\n\nA change that loses data is a warning, or an error with `git config "
        "cfgen.destructive fail`. `CFGEN_HOOK_SKIP=CODE,CODE git commit` skips findings and says so.\n\n`git "
        "commit --no-verify` skips the hook. Use `cfgen hook run --range` for the same check in a pipeline "
        "or in a server's pre-receive hook, with OLD..NEW for each line that the hook reads.",
    .options = options,
    .size = sizeof(struct hook_options),
    .findings_are_result = true,
    .examples =
        (const struct example[]){
            { "cfgen hook install", "Check every commit from now on; an existing hook still runs first" },
            { "cfgen hook run", "Check the staged changes now" },
            { "cfgen hook run --range origin/main..HEAD", "Check the changes of a branch in a pipeline" },
            { "cfgen hook install --stage dev --stage prod", "Check each service in two stages" },
            { "cfgen hook run --tree v1.2", "Check all services of a tag" },
            { "cfgen hook run --files 'deploy/*.yml' --files '!deploy/old/'",
              "Check descriptions with other names" },
            { 0 },
        },
    .run = run,
};
