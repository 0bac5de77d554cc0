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
    { OPTION(options, yes), .letter = 'y', .about = "Do not ask for confirmation." },
    { OPTION(options, data), .value = "NAME", .about = "Also delete this table or bucket with its data." },
    { OPTION(options, timeout), .value = "TIME",
      .about = "Maximum time to wait for the operation. Default: 1h." },
    { 0 },
};

static void print_losses(struct run *run, const struct removal *removal)
{
    for (const struct held *h = removal->inventory.held; h; h = h->next)
        if (h->named) fprintf(run->err, "%s (%s) will be deleted with all its data\n", h->id, h->physical);
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
        diag_add(run->diags, FINDING(not_confirmed), (struct place){ 0 },
                 "use --yes to remove without confirmation",
                 "confirmation required to remove %s, but there is no terminal", all);
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
    enum exit_code code, approval = EXIT_DONE;
    for (int i = 0; i < several->count; i++) {
        if (!several_chosen(several, i)) continue;
        operation = several_operation(several, i, &code);
        if (!operation) return code;
        enum outcome outcome = removal_plan(operation, &removals[i], data);
        if (outcome != OUTCOME_DONE && outcome != OUTCOME_APPROVAL) return remote_exit(operation, outcome);
        if (outcome == OUTCOME_APPROVAL) approval = EXIT_APPROVAL;
        if (!removals[i].stack)
            fprintf(several->run->err, "stack not found: %s in %s\n", operation->stack->name,
                    operation->aws->region);
    }
    if (!removal_check_names(operation, removals, (size_t)several->count, data)) return EXIT_FINDINGS;
    return approval;
}

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    struct stack *stacks = load_elsewhere(&given->service, load_stacks(run, &given->service, WARNING, NULL));
    struct several *several = several_new(run, &given->service, &given->remote, given->timeout, stacks);
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
    .about = "Delete the stack",
    .detail = "Asks for confirmation, unless --yes is given. Keeps tables and buckets, and prints how to "
              "delete them later. Deletes those named by --data, and those of a stage with `keep: false`, "
              "with all their data. The deployed template decides: if it does not retain a stateful "
              "resource, --data must name the resource, otherwise nothing is deleted.\n\nWith --region, also "
              "deletes "
              "a stack in a region that the description no longer has.",
    .options = options,
    .size = sizeof(struct options),
    .trusts = true,
    .examples =
        (const struct example[]){
            { "cfgen remove", "Delete the stage dev, but keep its data" },
            { "cfgen remove --region eu-west-1", "Delete the stack in a region that is no longer used" },
            { "cfgen remove --stage pr-12 --yes --data quests",
              "Delete a stage without confirmation, including the table quests" },
            { 0 },
        },
    .run = run,
};
