#include "lifecycle/deploy.h"
#include "aws/cloudformation.h"
#include "cfgen/load.h"
#include "cfgen/remote.h"
#include "lifecycle/parameters.h"

struct options {
    struct service_options service;
    struct remote remote;
    const char **approve;
    const char *timeout, *format;
};
static const struct option options[] = {
    { OPTION_GROUP(options, service, service_options) },
    { OPTION_GROUP(options, remote, remote) },
    { OPTION(options, approve), .value = "RESOURCE",
      .about = "let this table, bucket or resource be replaced or removed although it holds data" },
    { OPTION(options, timeout), .value = "TIME", .about = "how long to wait for the end; 1h unless told" },
    { OPTION(options, format), .value = "FORMAT", .choices = outputs_formats,
      .about = "how outputs are printed" },
    { 0 },
};

/* After the rest, and only when something was done: none of them is news then. What parameters lack is an
 * error of its own here. */
static void tell_notes(struct run *run, struct diag *notes)
{
    for (struct diag *next; notes; notes = next) {
        next = notes->next;
        notes->next = NULL;
        if (notes->finding != FINDING_parameter_wanted) diags_put(run->diags, notes);
    }
}

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    const struct stack *stack = load_stack(run, &given->service, ERROR);
    if (!stack || run->diags->errors) return EXIT_FINDINGS;
    struct diag *notes = diags_take(run->diags, NOTE);
    command_findings(run);
    enum exit_code code;
    struct operation *operation = remote_operation(run, &given->remote, stack, given->timeout, &code);
    if (!operation) return code;
    struct parameters parameters;
    enum outcome outcome = parameters_settle(operation, &parameters);
    if (outcome == OUTCOME_DONE && parameters.known->first)
        operation->stack =
            load_choose(run, &given->service, load_stacks(run, &given->service, ERROR, parameters.known));
    if (!operation->stack || run->diags->errors) return EXIT_FINDINGS;
    struct deploy_options deploy = { (const char *const *)given->approve, parameters.secret };
    if (outcome == OUTCOME_DONE) outcome = deploy_stack(operation, &deploy);
    if (outcome != OUTCOME_UNCHANGED) tell_notes(run, notes);
    bool wanted = outcome == OUTCOME_DONE || (outcome == OUTCOME_UNCHANGED && given->format);
    if (!wanted) return remote_exit(operation, outcome);
    const struct node *live = cloudformation_stack(operation->aws, run->arena, stack->name);
    if (!live) return remote_exit(operation, operation_failed(operation));
    outputs_print(run, live, given->format);
    return EXIT_DONE;
}

const struct command deploy_command = {
    .name = "deploy",
    .arguments = service_argument,
    .about = "Make the stack in AWS what the description says",
    .detail = "Builds the archives that are not in the account yet and uploads them, lets CloudFormation "
              "work out what would change, shows "
              "it, and has it done. Then prints the stack's outputs; when nothing is to change, only with "
              "--format.\n\n"
              "A change that would replace or remove a table, a bucket or another resource with data is "
              "refused unless --approve names it. "
              "Ctrl-C before the change begins leaves all as it is; later it takes an update back.",
    .options = options,
    .size = sizeof(struct options),
    .examples =
        (const struct example[]){
            { "cfgen deploy", "service.yml, to the stage dev" },
            { "cfgen deploy --stage prod --profile work", "another stage, with the keys of a profile" },
            { "cfgen deploy --endpoint-url http://127.0.0.1:4566", "to an emulator" },
            { 0 },
        },
    .run = run,
};
