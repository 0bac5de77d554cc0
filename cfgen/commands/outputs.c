#include "cfgen/outputs.h"
#include "aws/cloudformation.h"
#include "cfgen/load.h"
#include "cfgen/remote.h"

struct options {
    struct service_options service;
    struct remote remote;
    const char *format;
};
static const struct option options[] = {
    { OPTION_GROUP(options, service, service_options) },
    { OPTION_GROUP(options, remote, remote) },
    { OPTION(options, format), .value = "FORMAT", .choices = outputs_formats,
      .about = "a table, one JSON object, or assignments for a shell" },
    { 0 },
};

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    const struct stack *stack = load_stack(run, &given->service, WARNING);
    if (!stack || run->diags->errors) return EXIT_FINDINGS;
    diags_take(run->diags, NOTE); /* nothing is made here */
    enum exit_code code;
    struct operation *operation = remote_operation(run, &given->remote, stack, NULL, &code);
    if (!operation) return code;
    const struct node *live = cloudformation_stack(operation->aws, run->arena, stack->name);
    if (!live && cloudformation_absent(operation->aws)) {
        diag_add(run->diags, FINDING(no_stack), (struct place){ 0 },
                 arena_text(run->arena, "cfgen deploy%s makes it", operation->same),
                 "there is no stack %s in %s", stack->name, operation->aws->region);
        return EXIT_FINDINGS;
    }
    if (!live) return remote_exit(operation, operation_failed(operation));
    outputs_print(run, live, given->format);
    return EXIT_DONE;
}

const struct command outputs_command = {
    .name = "outputs",
    .arguments = service_argument,
    .about = "Print what the deployed stack gives: addresses and names",
    .detail = "Reads the outputs of the stack that is deployed, sorted by name. Nothing is changed.",
    .options = options,
    .size = sizeof(struct options),
    .trusts = true,
    .examples =
        (const struct example[]){
            { "cfgen outputs", "a table" },
            { "eval \"$(cfgen outputs --format env)\"", "as variables of the shell, API_URL and the like" },
            { 0 },
        },
    .run = run,
};
