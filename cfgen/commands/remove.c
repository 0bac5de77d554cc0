#include "lifecycle/remove.h"
#include "cfgen/load.h"
#include "cfgen/remote.h"
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
    for (const struct held *h = removal->held; h; h = h->next)
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

static enum exit_code confirm(struct run *run, const struct operation *operation,
                              const struct removal *removal)
{
    const struct options *given = run->options;
    const char *name = operation->stack->name, *region = operation->aws->region;
    print_losses(run, removal);
    if (given->yes) return EXIT_DONE;
    if (!isatty(STDIN_FILENO)) {
        diag_add(run->diags, FINDING_not_confirmed, (struct place){ 0 }, "--yes removes it without asking",
                 "nobody can be asked whether to remove %s in %s", name, region);
        return EXIT_APPROVAL;
    }
    fprintf(run->err, "Remove %s in %s with its %d resource%s? [y/N] ", name, region, removal->resources,
            removal->resources == 1 ? "" : "s");
    fflush(run->err);
    if (says_yes(operation)) return EXIT_DONE;
    operation->aws->signal = operation->surroundings->wait(operation->surroundings->with, 0);
    fprintf(run->err, "%snothing was removed\n", operation->aws->signal ? "\n" : "");
    return operation->aws->signal ? remote_exit(operation, OUTCOME_STOPPED) : EXIT_APPROVAL;
}

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    const struct stack *stack = load_stack(run, &given->service, WARNING);
    if (!stack) return EXIT_FINDINGS;
    diags_take(run->diags, NOTE);
    /* What is to go away need not be in order. */
    for (struct diag *d = run->diags->first; d; d = d->next)
        if (d->severity == ERROR) diag_weaken(run->diags, d, WARNING);
    enum exit_code code;
    struct operation *operation = remote_operation(run, &given->remote, stack, given->timeout, &code);
    if (!operation) return code;
    struct removal removal;
    enum outcome outcome = removal_plan(operation, &removal, (const char *const *)given->data);
    if (outcome != OUTCOME_DONE) return remote_exit(operation, outcome);
    if (!removal.stack) {
        fprintf(run->err, "there is no stack %s in %s\n", stack->name, operation->aws->region);
        return EXIT_DONE;
    }
    code = confirm(run, operation, &removal);
    return code ? code : remote_exit(operation, removal_run(operation, &removal));
}

const struct command remove_command = {
    .name = "remove",
    .arguments = service_argument,
    .about = "Remove the stack from AWS",
    .detail = "Asks first, unless --yes. Tables and buckets that hold data are kept, and how to delete them "
              "later is told; those "
              "named by --data are deleted with all that is in them.",
    .options = options,
    .size = sizeof(struct options),
    .examples =
        (const struct example[]){
            { "cfgen remove", "the stage dev, after a question; data is kept" },
            { "cfgen remove --stage pr-12 --yes --data quests",
              "without a question, and the table quests too" },
            { 0 },
        },
    .run = run,
};
