#include "cfgen/command.h"
#include "base/file.h"
#include "base/text.h"
#include "cfgen/allow.h"
#include "cfgen/excerpt.h"
#include "cfgen/help.h"
#include "cfgen/render.h"
#include "cfgen/table.h"
#include "cfgen/terminal.h"
#include "cfgen/usage.h"
#include "service/environment.h"
#include <errno.h>
#include <string.h>

void command_result(struct run *run, const char *path, const void *bytes, size_t size)
{
    if (!path) {
        fwrite(bytes, 1, size, run->out);
        return;
    }
    const char *failure = file_write(run->arena, path, bytes, size);
    if (failure)
        diag_add(run->diags, FINDING(file_failed), (struct place){ .file = path }, NULL,
                 "cannot be written: %s", failure);
}

void command_findings(struct run *run)
{
    for (struct diag *d = run->diags->first; d; d = d->next)
        if (d->severity == ERROR && d->finding->area == AREA_NETWORK) run->remote_failed = true;
    allow_findings(run->diags);
    render_findings(run->render, run->diags);
}

/* A full disk must not look like success. */
static void finish_output(struct run *run)
{
    if (!fflush(run->out) && !ferror(run->out)) return;
    diag_add(run->diags, FINDING(file_failed), (struct place){ 0 }, NULL,
             "standard output cannot be written: %s", strerror(errno));
}

/* On GitHub they stand at their lines of the change. */
static const char *findings_form(const struct run *run)
{
    const char *github = run->surroundings->environment(run->surroundings->with, "GITHUB_ACTIONS");
    if (run->common->findings) return run->common->findings;
    return github && !strcmp(github, "true") ? "github" : NULL;
}

static void render_to(struct run *run, FILE *to)
{
    run->render = render_new(run->arena, to, findings_form(run),
                             terminal_color(to, run->common->color, run->surroundings), terminal_width(to));
}

static enum exit_code finish(struct run *run, enum exit_code code)
{
    if (run->command->findings_are_result) {
        command_findings(run);
        render_end(run->render);
        render_to(run, run->err);
    }
    int errors_before = run->diags->errors;
    finish_output(run);
    bool more = !run->command->findings_are_result || run->diags->errors > errors_before;
    command_findings(run);
    if (more) render_end(run->render);
    if (code != EXIT_DONE || !run->diags->errors) return code;
    return run->remote_failed ? EXIT_AWS : EXIT_FINDINGS;
}

static enum exit_code command_run(struct run *run, char **words)
{
    if (!usage_read(run, words)) return EXIT_USAGE;
    render_to(run, run->command->findings_are_result ? run->out : run->err);
    if (run->common->untrusted && run->command->trusts && !run->common->help) {
        usage_wrong(
            run, NULL,
            "--untrusted does not allow this command: it runs code of the repository or uses credentials");
        return EXIT_USAGE;
    }
    if (!run->common->help) return finish(run, run->command->run(run));
    help_print(run->out, run->arena, run->command);
    return finish(run, EXIT_DONE);
}

/* `cfgen --help` and `cfgen --version` are known everywhere, so they are commands too. */
static const char *name_of(const char *word)
{
    if (!strcmp(word, "--help") || !strcmp(word, "-h")) return "help";
    if (!strcmp(word, "--version") || !strcmp(word, "-V")) return "version";
    return word;
}

static enum exit_code unknown(struct run *run, const char *word)
{
    struct nearest nearest = { .word = word };
    for (int i = 0; run->commands[i]; i++) nearest_try(&nearest, run->commands[i]->name);
    fprintf(run->err, "cfgen: unknown %s '%s'%s%s%s\n", word[0] == '-' ? "option" : "command",
            excerpt_clean(run->arena, word), nearest.name ? ", did you mean '" : "",
            nearest.name ? nearest.name : "", nearest.name ? "'?" : "");
    fputs("run `cfgen help` for a list of commands\n", run->err);
    return EXIT_USAGE;
}

/* The keys that cfgen works with itself, should a message repeat one. Shorter ones are an emulator's. */
static void credentials_hide(struct run *run)
{
    enum { SHORTEST = 16 };
    for (const char *const *name = environment_credentials; *name; name++) {
        const char *value = run->system->environment(run->system->with, *name);
        if (value && strlen(value) >= SHORTEST && !text_ends(*name, "_FILE")) diag_secret(run->diags, value);
    }
}

enum exit_code command_main(const struct command *const *commands, const struct surroundings *surroundings,
                            char **words, FILE *out, FILE *err)
{
    struct arena *arena = arena_new();
    struct run run = {
        .arena = arena, .diags = diags_new(arena), .surroundings = surroundings, .out = out, .err = err
    };
    run.system = surroundings;
    run.commands = commands;
    credentials_hide(&run);
    enum exit_code code = EXIT_USAGE;
    if (!*words)
        help_overview(err, arena, commands);
    else if ((run.command = command_find(commands, name_of(*words))))
        code = command_run(&run, words + 1);
    else
        code = unknown(&run, *words);
    arena_free(arena);
    return code;
}
