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
#include "lifecycle/standing.h"
#include "lifecycle/status.h"
#include "lifecycle/upload.h"
#include <string.h>

struct deployment {
    struct operation *operation;
    const struct deploy_options *options;
    struct uploaded uploaded;
    struct settings settings;
    struct proposal proposal;
};

static enum outcome propose(struct deployment *deployment, bool create)
{
    struct operation *operation = deployment->operation;
    const struct stack *stack = operation->stack;
    const char *digest = deployment->uploaded.digest;
    struct change_set set = { .stack = stack->name,
                              .name = proposal_name(operation, digest),
                              .create = create,
                              .description = arena_text(operation->arena,
                                                        "cfgen " CFGEN_VERSION ", template %.12s", digest),
                              .template = deployment->uploaded.template,
                              .location = deployment->uploaded.location,
                              .parameters = stack->parameters,
                              .kept = deployment->options->kept,
                              .tags = stack->tags,
                              .notify = deployment->settings.notify,
                              .role = deployment->settings.role };
    deployment->proposal = (struct proposal){ .operation = operation, .set = set };
    return proposal_make(&deployment->proposal);
}

static enum outcome refused(struct deployment *deployment)
{
    struct operation *operation = deployment->operation;
    struct proposal *proposal = &deployment->proposal;
    const char *reason = node_word(proposal->described, "StatusReason");
    reason = reason ? reason : "AWS gives no reason";
    if (proposal_empty(proposal)) {
        proposal_discard(proposal);
        operation_say(operation, "%s is up to date", operation->stack->name);
        return OUTCOME_UNCHANGED;
    }
    bool told = strstr(reason, "Validation") &&
                failure_validation(operation, "ChangeSetName", proposal->id, FINDING_change_refused, NULL);
    if (!told)
        diag_add(operation->diags, FINDING_change_refused, (struct place){ 0 }, NULL,
                 "CloudFormation refuses the change: %s", reason);
    proposal_discard(proposal);
    return OUTCOME_ROLLED_BACK;
}

static enum outcome finished(struct deployment *deployment, const struct watch *watch)
{
    struct operation *operation = deployment->operation;
    const char *name = operation->stack->name, *status = watch->status;
    bool done = !strcmp(status, "CREATE_COMPLETE") || !strcmp(status, "UPDATE_COMPLETE");
    if (done) {
        operation_say(operation, "%s is deployed", name);
        return OUTCOME_DONE;
    }
    bool back = !strcmp(status, "DELETE_COMPLETE") || text_ends(status, "ROLLBACK_COMPLETE");
    const char *hint = arena_text(operation->arena,
                                  back ? "put it right, then: cfgen deploy%s"
                                       : "cfgen remove%s takes away what is left of it",
                                  operation->same);
    if (!strcmp(status, "UPDATE_ROLLBACK_FAILED"))
        hint = arena_text(operation->arena,
                          "aws cloudformation continue-update-rollback --stack-name %s --region %s", name,
                          operation->aws->region);
    failure_report(operation, watch, hint);
    operation_say(operation, "%s %s", name,
                  !strcmp(status, "DELETE_COMPLETE") ? "was not made; what had been begun is removed"
                  : back                             ? "is as it was before"
                                                     : arena_text(operation->arena, "is %s", status));
    return back ? OUTCOME_ROLLED_BACK : OUTCOME_STUCK;
}

/* The user asks to end while CloudFormation is at work. */
static void let_go(struct deployment *deployment)
{
    struct operation *operation = deployment->operation;
    const char *name = operation->stack->name;
    if (deployment->proposal.set.create)
        operation_say(operation,
                      "stopped; CloudFormation goes on making %s (cfgen remove%s takes it away again)", name,
                      operation->same);
    else if (cloudformation_cancel(operation->aws, operation->arena, name))
        operation_say(operation, "stopped; CloudFormation takes %s back to what it was", name);
    else
        operation_say(operation, "stopped; CloudFormation goes on with %s", name);
}

/* A request whose answer was lost may have been heard all the same. */
static bool was_executed(struct deployment *deployment)
{
    struct aws *aws = deployment->operation->aws;
    if (!aws_error_is(aws, "InvalidChangeSetStatus") && !aws_error_is(aws, "InvalidChangeSetStatusException"))
        return false;
    const struct node *set =
        cloudformation_changes(aws, deployment->operation->arena, deployment->proposal.id);
    const char *status = node_word(set, "ExecutionStatus");
    return status && text_starts(status, "EXECUTE_");
}

static enum outcome execute(struct deployment *deployment, struct watch *watch)
{
    struct operation *operation = deployment->operation;
    struct aws *aws = operation->aws;
    const struct proposal *proposal = &deployment->proposal;
    bool begun = cloudformation_execute(aws, operation->arena, proposal->id, proposal->set.name) ||
                 was_executed(deployment);
    enum outcome outcome = begun ? watch_stack(operation, watch) : operation_failed(operation);
    if (outcome == OUTCOME_STOPPED) let_go(deployment);
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

static enum outcome bring(struct operation *operation, const struct deploy_options *options)
{
    struct deployment deployment = { .operation = operation, .options = options };
    struct proposal *proposal = &deployment.proposal;
    struct watch watch;
    bool create = false;
    enum outcome outcome = upload_all(operation, &deployment.uploaded);
    if (outcome == OUTCOME_DONE) outcome = standing_prepare(operation, &create);
    if (outcome == OUTCOME_DONE && !settings_read(operation, &deployment.settings))
        outcome = operation_failed(operation);
    if (outcome != OUTCOME_DONE) return outcome;
    outcome = propose(&deployment, create);
    if (outcome == OUTCOME_DONE && !strcmp(node_word(proposal->described, "Status"), "FAILED"))
        return refused(&deployment);
    if (outcome == OUTCOME_DONE) outcome = ask(&deployment, &watch);
    if (outcome == OUTCOME_DONE) return execute(&deployment, &watch);
    if (outcome == OUTCOME_STOPPED) operation_say(operation, "stopped; nothing was changed");
    bool made = proposal->id || outcome == OUTCOME_STOPPED; /* perhaps, when nobody waited for the answer */
    if (made) proposal_discard(proposal);
    return outcome;
}

enum outcome deploy_stack(struct operation *operation, const struct deploy_options *options)
{
    enum outcome (*const after[])(struct operation *) = { settings_apply, content_upload };
    enum outcome outcome = content_check(operation);
    if (outcome == OUTCOME_DONE) outcome = account_check(operation);
    if (outcome == OUTCOME_DONE) outcome = images_send(operation);
    if (outcome == OUTCOME_DONE) outcome = bring(operation, options);
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
        if (outcome != OUTCOME_DONE && outcome != OUTCOME_UNCHANGED) return outcome;
        enum outcome done = after[i](operation);
        if (done != OUTCOME_UNCHANGED) outcome = done;
    }
    return outcome;
}
