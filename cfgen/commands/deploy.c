#include "lifecycle/deploy.h"
#include "aws/cloudformation.h"
#include "base/text.h"
#include "cfgen/excerpt.h"
#include "cfgen/inputs.h"
#include "cfgen/operand.h"
#include "cfgen/outputs.h"
#include "cfgen/progress.h"
#include "cfgen/several.h"
#include "lifecycle/parameters.h"
#include "stacks/git/revision.h"

struct options {
    struct service_options service;
    struct remote remote;
    struct logging logging;
    const char **approve;
    const char *timeout, *format, *outputs, *changed_since;
};
static const struct option options[] = {
    { OPTION_GROUP(options, service, service_options) },
    { OPTION_GROUP(options, remote, remote) },
    { OPTION(options, approve), .value = "RESOURCE",
      .about = "Allow this table, bucket or other stateful resource to be replaced or removed." },
    { OPTION(options, timeout), .value = "TIME",
      .about = "Maximum time to wait for the operation. Default: 1h." },
    { OPTION(options, format), .value = "FORMAT", .choices = outputs_formats,
      .about = "Format of the outputs. Default: text." },
    { OPTION(options, outputs), .value = "FILE", .takes = TAKES_FILE,
      .about = "Also write the outputs to this file: as shell variables if its name ends in .env, otherwise "
               "as JSON." },
    { OPTION(options, changed_since), .value = "REVISION",
      .about = "Deploy only if a file of the service has changed since this Git revision." },
    { OPTION_GROUP(options, logging, logging) },
    { 0 },
};

/* After the rest, and only when something was done: none of them is news then. What parameters lack is an
 * error of its own here. */
static void tell_notes(struct run *run, struct diag *notes)
{
    for (struct diag *next; notes; notes = next) {
        next = notes->next;
        notes->next = NULL;
        if (notes->finding != FINDING(parameter_wanted)) diags_put(run->diags, notes);
    }
}

static enum outcome deploy_one(struct several *several, int which, const struct options *given)
{
    struct operation *operation = several->members[which].operation;
    struct node *known = node_map(operation->arena);
    enum outcome outcome = several_imports(several, which, known);
    if (outcome != OUTCOME_DONE) return outcome;
    if (known->first && !several_reload(several, which, known)) return OUTCOME_FINDINGS;
    struct parameters parameters;
    outcome = parameters_settle(operation, &parameters);
    if (outcome != OUTCOME_DONE) return outcome;
    for (const struct node *n = parameters.known->first; n; n = n->next)
        node_set(known, n->key, node_text(known->arena, n->text));
    if (parameters.known->first && !several_reload(several, which, known)) return OUTCOME_FINDINGS;
    struct deploy_options deploy = { (const char *const *)given->approve, parameters.secret };
    return deploy_stack(operation, &deploy);
}

/* In their order; none after one that failed. */
static enum exit_code deploy_all(struct several *several, const struct options *given, bool again,
                                 bool *changed)
{
    for (int i = 0; i < several->count; i++) {
        struct member *member = &several->members[i];
        enum exit_code code;
        if (!several_chosen(several, i) || (again && !member->waits)) continue;
        struct operation *operation = several_operation(several, i, &code);
        if (!operation) return code;
        if (several->count > 1)
            operation_say(operation, "%s in %s", operation->stack->name, operation->aws->region);
        member->started = true;
        operation->progress->begin(operation->progress->with, operation->stack->name, operation->aws->region);
        member->outcome = deploy_one(several, i, given);
        operation->progress->end(operation->progress->with, several_result(member));
        member->is_read = false;
        *changed = *changed || member->outcome == OUTCOME_DONE;
        if (member->outcome != OUTCOME_DONE && member->outcome != OUTCOME_UNCHANGED)
            return remote_exit(operation, member->outcome);
    }
    return EXIT_DONE;
}

/* What is told at last: of the primary, or of the region that was asked for. */
static enum exit_code print_outputs(struct several *several, const char *format, bool changed)
{
    const struct stack *chosen = load_choose(several->run, several->service, several->stacks);
    int which = 0;
    while (several_stack(several, which) != chosen) which++;
    struct operation *operation = several->members[which].operation;
    const struct node *live = cloudformation_stack(operation->aws, operation->arena, chosen->name);
    if (!live) return remote_exit(operation, operation_failed(operation));
    const struct options *given = several->run->options;
    if (given->outputs) {
        struct buffer *text =
            outputs_text(several->run, live, text_ends(given->outputs, ".env") ? "env" : "json");
        command_result(several->run, given->outputs, text->text, text->size);
    }
    if (changed || format) outputs_print(several->run, live, format);
    return EXIT_DONE;
}

/* Whether something that the description leads to has changed. The question that has no answer is a finding.
 */
static bool has_changed(struct run *run, const struct inputs *inputs, const char *revision)
{
    const char *failure;
    revision = operand_revision(run, "--changed-since", revision);
    if (!revision) return true;
    const struct surroundings *then =
        revision_open(run->arena, inputs->surroundings.around, revision, &failure);
    if (!then) {
        diag_add(run->diags, FINDING(unknown_revision), (struct place){ 0 }, NULL, "--changed-since %s: %s",
                 revision, failure);
        return true;
    }
    const char *path = inputs_changed(inputs, then);
    if (path)
        fprintf(run->err, "%s has changed since %s\n", excerpt_clean(run->arena, path),
                excerpt_clean(run->arena, revision));
    else
        fprintf(run->err, "nothing to deploy: no file of the service has changed since %s\n",
                excerpt_clean(run->arena, revision));
    return path;
}

static enum exit_code run(struct run *run)
{
    const struct options *given = run->options;
    struct inputs *inputs = given->changed_since ? inputs_new(run->arena, run->surroundings) : NULL;
    run->progress = progress_new(run, &given->logging);
    if (!run->progress) return EXIT_FINDINGS;
    if (inputs) run->surroundings = &inputs->surroundings;
    struct several *several = several_new(run, &given->service, &given->remote, given->timeout,
                                          load_stacks(run, &given->service, ERROR, NULL));
    if (!several || run->diags->errors) return EXIT_FINDINGS;
    struct diag *notes = diags_take(run->diags, NOTE);
    if (inputs && !has_changed(run, inputs, given->changed_since)) return EXIT_DONE;
    if (run->diags->errors) return EXIT_FINDINGS;
    command_findings(run);
    bool changed = false;
    enum exit_code code = deploy_all(several, given, false, &changed);
    if (code == EXIT_DONE) code = deploy_all(several, given, true, &changed);
    if (code != EXIT_DONE || changed) several_table(several);
    if (code != EXIT_DONE || changed) tell_notes(run, notes);
    bool wanted = changed || given->format || given->outputs;
    if (run->diags->errors) return code;
    return code == EXIT_DONE && wanted ? print_outputs(several, given->format, changed) : code;
}

const struct command deploy_command = {
    .name = "deploy",
    .arguments = service_argument,
    .about = "Deploy the service",
    .detail = "Builds and uploads the archives that are not in the account yet, creates a change set, shows "
              "the changes and executes them. Then prints the stack's outputs; if nothing has changed, "
              "prints them only with --format.\n\nA change that would replace or remove a table, a bucket or "
              "another stateful resource needs --approve. Ctrl-C before the change starts leaves the stack "
              "unchanged; later it rolls an update back.\n\nIf another deployment of the same content is in "
              "progress, cfgen waits for it. If the content differs, cfgen changes nothing, says what is in "
              "progress and exits with status 7.",
    .options = options,
    .size = sizeof(struct options),
    .trusts = true,
    .examples =
        (const struct example[]){
            { "cfgen deploy", "Deploy service.yml to the stage dev" },
            { "cfgen deploy --stage prod --profile work",
              "Deploy another stage, with the credentials of a profile" },
            { "cfgen deploy --stage prod --outputs outputs.json --events events.ndjson",
              "Write outputs and events for later steps of a pipeline" },
            { "cfgen deploy --changed-since HEAD~1",
              "Deploy only if the last commit has changed the service" },
            { "cfgen deploy --endpoint-url http://127.0.0.1:4566", "Deploy to an emulator" },
            { 0 },
        },
    .run = run,
};
