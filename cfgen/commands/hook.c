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
      .about = "run checks; install and uninstall put the check into Git's pre-commit hook and take it out; "
               "status "
               "says what is there" },
    { 0 },
};

static const struct option options[] = {
    { OPTION(hook_options, range), .value = "FROM..TO",
      .about =
          "check the commit TO, and compare it with where it parted from FROM; for pushes and pipelines" },
    { OPTION(hook_options, tree), .value = "REVISION", .about = "check all services of a commit" },
    { OPTION(hook_options, all), .about = "check also services that nothing has changed" },
    { OPTION(hook_options, files), .value = "PATTERN",
      .about = "descriptions are files like this, as .gitignore has it; service.yml and *.service.yml unless "
               "told. "
               "With ! before it: what it covers is none" },
    { OPTION(hook_options, stage), .letter = 's', .value = "STAGE",
      .about = "a stage to check; dev unless told" },
    { OPTION(hook_options, destructive), .value = "WHAT", .choices = destructive,
      .about = "what becomes of a change that loses data; as `git config cfgen.destructive` says, or warn" },
    { OPTION(hook_options, pre_push), .about = "install: check also what is pushed" },
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
            fprintf(run->err, "cfgen: CFGEN_HOOK_SKIP leaves out %s: %s\n", d->finding->code,
                    excerpt_clean(run->arena, d->text));
            continue;
        }
        *end = d;
        end = &d->next;
    }
    *end = NULL;
    diags_put(run->diags, kept);
    if (!skipped) fprintf(run->err, "cfgen: CFGEN_HOOK_SKIP=%s leaves out nothing\n", codes);
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
        fputs(hook->given->files[0] ? ": no file is one by --files"
                                    : ": no file is called service.yml or *.service.yml",
              err);
    else if (!hook->all && !hook->changes.count)
        fputs(": nothing has changed; --all checks all", err);
    else if (!checked)
        fputs(": no change reaches one; --all checks all", err);
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
    if (given->range && given->tree) return misused(run, "--range and --tree are two places to look at");
    if (strcmp(action, "run") != 0 && what) return misused(run, "--range, --tree and --all are for run");
    if (given->pre_push && strcmp(action, "install") != 0) return misused(run, "--pre-push is for install");
    if (!strcmp(action, "install")) return hook_install(run, given);
    if (!strcmp(action, "uninstall")) return hook_uninstall(run);
    return !strcmp(action, "status") ? hook_status(run) : check(run);
}

const struct command hook_command = {
    .name = "hook",
    .arguments = arguments,
    .about = "Check what is about to be committed",
    .detail =
        "Checks as `validate` does, but what is staged and not the working tree: only Git's own objects are "
        "read, and "
        "nothing is written, stashed, added or locked. Those services are checked of which a changed file is "
        "the "
        "description or one that it leads to: what it includes, schemas, code. It says how many, also when "
        "there are "
        "none.\n\nA change that loses data is a warning, or by `git config cfgen.destructive fail` an error. "
        "`CFGEN_HOOK_SKIP=CODE,CODE git commit` lets findings through, and says so.\n\nNobody can be kept "
        "from `git "
        "commit --no-verify`: `cfgen hook run --range` is the same check for a pipeline, or for the "
        "pre-receive hook of a "
        "server, which calls it with OLD..NEW for each line that it reads.",
    .options = options,
    .size = sizeof(struct hook_options),
    .findings_are_result = true,
    .examples =
        (const struct example[]){
            { "cfgen hook install",
              "from now on each commit is checked; a hook that is there still runs, before" },
            { "cfgen hook run", "what is staged, now" },
            { "cfgen hook run --range origin/main..HEAD", "in a pipeline: what a branch changes" },
            { "cfgen hook install --stage dev --stage prod", "each service as it is in both stages" },
            { "cfgen hook run --tree v1.2", "all services of a tag" },
            { "cfgen hook run --files 'deploy/*.yml' --files '!deploy/old/'",
              "descriptions with other names" },
            { 0 },
        },
    .run = run,
};
