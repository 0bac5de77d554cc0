#include "lifecycle/remove.h"
#include "base/buffer.h"
#include "cfgen/several.h"
#include <poll.h>
#include <unistd.h>

struct options {
    struct service_options service;
    struct remote remote;
    bool yes;
    const char **data;
    const char *timeout;
};
static const struct option options[] = {
    { OPTION_GROUP(options, service, service_options) },
    { OPTION_GROUP(options, remote, remote) },
    { OPTION(options, yes), .letter = 'y', .about = "do not ask" },
    { OPTION(options, data), .value = "NAME", .about = "delete this table or bucket with what is in it" },
    { OPTION(options, timeout), .value = "TIME", .about = "how long to wait for the end; 1h unless told" },
    { 0 },
};

static void print_losses(struct run *run, const struct removal *removal)
{
    for (const struct held *h = removal->inventory.held; h; h = h->next)
        if (h->named) fprintf(run->err, "%s (%s) is lost with all that is in it\n", h->id, h->physical);
}

/* Waits for a line, or for a signal. */
static bool says_yes(const struct operation *operation)
{
    struct pollfd files[] = { { STDIN_FILENO, POLLIN, 0 }, { operation->surroundings->stop, POLLIN, 0 } };
    char answer[8] = "";
    if (poll(files, 2, -1) < 1 || files[1].revents || read(STDIN_FILENO, answer, sizeof answer - 1) < 1)
        return false;
    return answer[0] == 'y' || answer[0] == 'Y';
}

/* What is asked about: "quests-dev in us-east-1 with its 12 resources". */
static const char *all_that_goes(struct several *several, const struct removal *removals)
{
    struct buffer *text = buffer_new(several->run->arena);
    for (int i = several->count; i--;) {
        if (!removals[i].stack) continue;
        const struct operation *operation = several->members[i].operation;
        buffer_print(text, "%s%s in %s with its %d resource%s", text->size ? ", and " : "",
                     operation->stack->name, operation->aws->region, removals[i].inventory.resources,
                     removals[i].inventory.resources == 1 ? "" : "s");
    }
    return text->text;
}

static enum exit_code confirm(struct several *several, const struct removal *removals)
{
    struct run *run = several->run;
    const struct options *given = run->options;
    const char *all = all_that_goes(several, removals);
    struct operation *operation = NULL;
    for (int i = 0; i < several->count; i++) {
        if (removals[i].stack) operation = several->members[i].operation;
        print_losses(run, &removals[i]);
    }
    if (given->yes) return EXIT_DONE;
    if (!isatty(STDIN_FILENO)) {
        diag_add(run->diags, FINDING(not_confirmed), (struct place){ 0 }, "--yes removes it without asking",
                 "nobody can be asked whether to remove %s", all);
        return EXIT_APPROVAL;
    }
    fprintf(run->err, "Remove %s? [y/N] ", all);
    fflush(run->err);
    if (says_yes(operation)) return EXIT_DONE;
    operation->aws->signal = operation->surroundings->wait(operation->surroundings->with, 0);
    fprintf(run->err, "%snothing was removed\n", operation->aws->signal ? "\n" : "");
    return operation->aws->signal ? remote_exit(operation, OUTCOME_STOPPED) : EXIT_APPROVAL;
}

static enum exit_code plan(struct several *several, struct removal *removals)
{
    const char *const *data = (const char *const *)((const struct options *)several->run->options)->data;
    struct operation *operation = NULL;
    enum exit_code code, refused = EXIT_DONE;
    for (int i = 0; i < several->count; i++) {
        if (!several_chosen(several, i)) continue;
        operation = several_operation(several, i, &code);
        if (!operation) return code;
        enum outcome outcome = removal_plan(operation, &removals[i], data);
        if (outcome != OUTCOME_DONE && outcome != OUTCOME_APPROVAL) return remote_exit(operation, outcome);
        if (outcome == OUTCOME_APPROVAL) refused = EXIT_APPROVAL;
        if (!removals[i].stack)
            fprintf(several->run->err, "there is no stack %s in %s\n", operation->stack->name,
                    operation->aws->region);
    }
    if (!removal_check_names(operation, removals, (size_t)several->count, data)) return EXIT_FINDINGS;
    return refused;
}

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    struct several *several = several_new(run, &given->service, &given->remote, given->timeout, WARNING);
    if (!several) return EXIT_FINDINGS;
    diags_take(run->diags, NOTE);
    /* What is to go away need not be in order. */
    for (struct diag *d = run->diags->first; d; d = d->next)
        if (d->severity == ERROR) diag_weaken(run->diags, d, WARNING);
    struct removal *removals = arena_take(run->arena, (size_t)several->count * sizeof *removals);
    enum exit_code code = plan(several, removals);
    if (code != EXIT_DONE) return code;
    bool any = false;
    for (int i = 0; i < several->count; i++) any = any || removals[i].stack;
    if (any) code = confirm(several, removals);
    /* The later ones use what the earlier ones give. */
    for (int i = several->count; i-- && code == EXIT_DONE;) {
        struct operation *operation = several->members[i].operation;
        if (removals[i].stack) code = remote_exit(operation, removal_run(operation, &removals[i]));
    }
    return code;
}

const struct command remove_command = {
    .name = "remove",
    .arguments = service_argument,
    .about = "Remove the stack from AWS",
    .detail =
        "Asks first, unless --yes. Tables and buckets that hold data are kept, and how to delete them "
        "later is told; those named by --data, and those of a stage with keep: false, are deleted with all "
        "that is in them. The deployed template decides: where it does not keep a resource that holds data, "
        "--data must name it, or nothing is deleted.",
    .options = options,
    .size = sizeof(struct options),
    .trusts = true,
    .examples =
        (const struct example[]){
            { "cfgen remove", "the stage dev, after a question; data is kept" },
            { "cfgen remove --stage pr-12 --yes --data quests",
              "without a question, and the table quests too" },
            { 0 },
        },
    .run = run,
};
