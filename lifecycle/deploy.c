#include "lifecycle/deploy.h"
#include "aws/cloudformation.h"
#include "base/text.h"
#include "lifecycle/account.h"
#include "lifecycle/changes.h"
#include "lifecycle/content.h"
#include "lifecycle/failure.h"
#include "lifecycle/images.h"
#include "lifecycle/proposal.h"
#include "lifecycle/settings.h"
#include "lifecycle/stack_state.h"
#include "lifecycle/status.h"
#include "lifecycle/upload.h"
#include <string.h>

enum { MOST_ATTEMPTS = 5 };

struct deployment {
    struct operation *operation;
    const struct deploy_options *options;
    struct uploaded uploaded;
    struct settings settings;
    struct proposal proposal;
    const char *content; /* what names of change sets of the same begin with */
    const char *state;   /* of the stack, when this run first looked at it; NULL: not yet */
    bool executed;       /* this run has executed the change set */
};

static enum outcome propose(struct deployment *deployment, const struct stack_state *stack_state)
{
    struct operation *operation = deployment->operation;
    const struct stack *stack = operation->stack;
    const char *digest = deployment->uploaded.digest;
    struct change_set set = { .stack = stack->name,
                              .create = stack_state->create,
                              .description = arena_text(operation->arena,
                                                        "cfgen " CFGEN_VERSION ", template %.12s", digest),
                              .template = deployment->uploaded.template,
                              .location = deployment->uploaded.location,
                              .parameters = stack->parameters,
                              .kept = deployment->options->kept,
                              .tags = stack->tags,
                              .notify = deployment->settings.notify,
                              .role = deployment->settings.role };
    deployment->proposal = (struct proposal){ .operation = operation,
                                              .content = deployment->content,
                                              .set = set,
                                              .state = stack_state->state,
                                              .stack_absent = stack_state->absent };
    return proposal_make(&deployment->proposal);
}

static enum outcome rejected(struct deployment *deployment)
{
    struct operation *operation = deployment->operation;
    struct proposal *proposal = &deployment->proposal;
    const char *reason = node_word(proposal->described, "StatusReason");
    reason = reason ? reason : "AWS gave no reason";
    if (proposal_empty(proposal)) {
        proposal_discard(proposal);
        operation_say(operation, "%s is up to date", operation->stack->name);
        return OUTCOME_UNCHANGED;
    }
    bool reported =
        strstr(reason, "Validation") &&
        failure_validation(operation, "ChangeSetName", proposal->id, FINDING(change_refused), NULL);
    if (!reported)
        diag_add(operation->diags, FINDING(change_refused), (struct place){ 0 }, NULL,
                 "CloudFormation rejected the change: %s", reason);
    proposal_discard(proposal);
    return OUTCOME_ROLLED_BACK;
}

static enum outcome finished(struct deployment *deployment, const struct watch *watch)
{
    struct operation *operation = deployment->operation;
    const char *name = operation->stack->name, *status = watch->status;
    bool done = !strcmp(status, "CREATE_COMPLETE") || !strcmp(status, "UPDATE_COMPLETE");
    if (done) {
        operation_say_result(operation, "deployed");
        return OUTCOME_DONE;
    }
    bool back = !strcmp(status, "DELETE_COMPLETE") || text_ends(status, "ROLLBACK_COMPLETE");
    const char *hint = arena_text(operation->arena,
                                  back ? "fix the error, then run: cfgen deploy%s"
                                       : "to delete the remaining resources: cfgen remove%s",
                                  operation->same);
    if (!strcmp(status, "UPDATE_ROLLBACK_FAILED"))
        hint = arena_text(operation->arena,
                          "aws cloudformation continue-update-rollback --stack-name %s --region %s", name,
                          operation->aws->region);
    failure_report(operation, watch, hint);
    operation_say(operation, "%s: %s", name,
                  !strcmp(status, "DELETE_COMPLETE") ? "creation failed; all new resources were deleted"
                  : back                             ? "rolled back to the previous state"
                                                     : status);
    return back ? OUTCOME_ROLLED_BACK : OUTCOME_STUCK;
}

/* The user asks to end while CloudFormation is at work: on what this run began, or another one. */
static void report_stop(struct deployment *deployment)
{
    struct operation *operation = deployment->operation;
    const char *name = operation->stack->name;
    if (deployment->proposal.set.create)
        operation_say(operation,
                      "stopped; CloudFormation is still creating %s (to delete it: cfgen remove%s)", name,
                      operation->same);
    else if (deployment->executed && cloudformation_cancel(operation->aws, operation->arena, name))
        operation_say(operation, "stopped; CloudFormation is rolling back %s", name);
    else
        operation_say(operation, "stopped; CloudFormation is still updating %s", name);
}

static enum outcome execute(struct deployment *deployment, struct watch *watch)
{
    struct operation *operation = deployment->operation;
    struct aws *aws = operation->aws;
    struct proposal *proposal = &deployment->proposal;
    const char *token = arena_join(operation->arena, proposal->set.token, "-execute");
    deployment->executed = cloudformation_execute(aws, operation->arena, proposal->id, token);
    enum outcome outcome = OUTCOME_DONE;
    if (!deployment->executed && aws_stopped(aws)) { /* it may have been heard */
        deployment->executed = proposal->own;
        outcome = OUTCOME_STOPPED;
    } else if (!deployment->executed) {
        outcome = proposal_refused(proposal);
        if (outcome != OUTCOME_DONE) {
            proposal_discard(proposal);
            return outcome;
        }
    }
    if (outcome == OUTCOME_DONE) outcome = watch_stack(operation, watch);
    if (outcome == OUTCOME_STOPPED) report_stop(deployment);
    return outcome == OUTCOME_DONE ? finished(deployment, watch) : outcome;
}

/* Before anything is changed: is that what is wanted, and still wanted? */
static enum outcome ask(struct deployment *deployment, struct watch *watch)
{
    struct operation *operation = deployment->operation;
    const struct proposal *proposal = &deployment->proposal;
    struct change *changes = changes_read(operation, proposal->described);
    changes_say(operation, changes, proposal->set.create);
    if (!changes_approved(operation, changes, deployment->options->approved)) return OUTCOME_APPROVAL;
    if (!watch_start(operation, watch, node_word(proposal->described, "StackId")))
        return operation_failed(operation);
    operation->aws->signal = operation->surroundings->wait(operation->surroundings->with, 0);
    return operation->aws->signal ? OUTCOME_STOPPED : OUTCOME_DONE;
}

/* What is there now is not what this run was about to change. */
static enum outcome check_unchanged(struct deployment *deployment, const struct stack_state *stack_state)
{
    struct operation *operation = deployment->operation;
    if (!strcmp(deployment->state, stack_state->state)) return OUTCOME_DONE;
    diag_add(operation->diags, FINDING(stack_busy), (struct place){ 0 },
             arena_text(operation->arena, "to deploy anyway: cfgen deploy%s", operation->same),
             "another operation has changed %s in the meantime; this deployment did not start",
             operation->stack->name);
    return OUTCOME_TIMEOUT;
}

/* From the look at the stack to the end of the deployment, or until another operation turns out to be first.
 */
static enum outcome attempt(struct deployment *deployment)
{
    struct operation *operation = deployment->operation;
    struct proposal *proposal = &deployment->proposal;
    struct stack_state stack_state;
    struct watch watch;
    enum outcome outcome = stack_state_prepare(operation, deployment->content, &stack_state);
    if (outcome == OUTCOME_DONE && !settings_read(operation, &deployment->settings))
        outcome = operation_failed(operation);
    if (outcome != OUTCOME_DONE) return outcome;
    if (!deployment->state) deployment->state = stack_state.state;
    outcome = propose(deployment, &stack_state);
    if (outcome == OUTCOME_DONE && !strcmp(node_word(proposal->described, "Status"), "FAILED"))
        return rejected(deployment);
    if (outcome == OUTCOME_DONE) outcome = check_unchanged(deployment, &stack_state);
    if (outcome == OUTCOME_DONE) outcome = ask(deployment, &watch);
    if (outcome == OUTCOME_DONE) return execute(deployment, &watch);
    if (outcome == OUTCOME_STOPPED) operation_say(operation, "stopped; nothing was changed");
    proposal_discard(proposal);
    return outcome;
}

static enum outcome deploy_changes(struct operation *operation, const struct deploy_options *options)
{
    struct deployment deployment = { .operation = operation, .options = options };
    enum outcome outcome = upload_all(operation, &deployment.uploaded);
    if (outcome != OUTCOME_DONE) return outcome;
    deployment.content = proposal_content(operation, deployment.uploaded.digest);
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
        outcome = attempt(&deployment);
        if (outcome != OUTCOME_OVERTAKEN) return outcome;
        operation_say(operation, "another operation started first; checking %s again",
                      operation->stack->name);
        outcome = operation_wait(operation, "another operation is in progress");
        if (outcome != OUTCOME_DONE) return outcome;
    }
    diag_add(
        operation->diags, FINDING(stack_busy), (struct place){ 0 },
        arena_text(operation->arena, "run again when they are complete: cfgen deploy%s", operation->same),
        "%s: other operations started first, %d times", operation->stack->name, MOST_ATTEMPTS);
    return OUTCOME_TIMEOUT;
}

enum outcome deploy_stack(struct operation *operation, const struct deploy_options *options)
{
    enum outcome (*const after[])(struct operation *) = { settings_apply, content_upload };
    operation->started = operation->surroundings->now(operation->surroundings->with);
    enum outcome outcome = content_check(operation);
    if (outcome == OUTCOME_DONE) outcome = account_check(operation);
    if (outcome == OUTCOME_DONE) outcome = images_send(operation);
    if (outcome == OUTCOME_DONE) outcome = deploy_changes(operation, options);
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
        if (outcome != OUTCOME_DONE && outcome != OUTCOME_UNCHANGED) return outcome;
        enum outcome done = after[i](operation);
        if (done != OUTCOME_UNCHANGED) outcome = done;
    }
    return outcome;
}
