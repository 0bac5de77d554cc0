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
      .about = "Output format; env prints shell variables. Default: text." },
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
                 arena_text(run->arena, "create it: cfgen deploy%s", operation->same),
                 "stack not found: %s in %s", stack->name, operation->aws->region);
        return EXIT_FINDINGS;
    }
    if (!live) return remote_exit(operation, operation_failed(operation));
    outputs_print(run, live, given->format);
    return EXIT_DONE;
}

const struct command outputs_command = {
    .name = "outputs",
    .arguments = service_argument,
    .about = "Print the stack's outputs",
    .detail = "Prints the outputs of the deployed stack, sorted by name. The command changes nothing.",
    .options = options,
    .size = sizeof(struct options),
    .trusts = true,
    .examples =
        (const struct example[]){
            { "cfgen outputs", "Print a table" },
            { "eval \"$(cfgen outputs --format env)\"", "Set shell variables such as API_URL" },
            { 0 },
        },
    .run = run,
};
