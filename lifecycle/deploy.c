#include "lifecycle/deploy.h"
#include "aws/cloudformation.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "lifecycle/account.h"
#include "lifecycle/changes.h"
#include "lifecycle/content.h"
#include "lifecycle/failure.h"
#include "lifecycle/images.h"
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
    bool create;
    const char *name; /* of the change set */
    const char *id;   /* of it */
    const struct node *described;
    const char *stack_id;
};

/* The same change has the same name, so that a run that was cut off is met again by the next. */
static const char *name_of(struct deployment *deployment)
{
    const struct stack *stack = deployment->operation->stack;
    struct arena *arena = deployment->operation->arena;
    struct buffer *text = buffer_new(arena);
    buffer_text(text, deployment->uploaded.digest);
    if (stack->parameters) json_print(text, stack->parameters, JSON_CANONICAL);
    if (stack->tags) json_print(text, stack->tags, JSON_CANONICAL);
    return arena_text(arena, "cfgen-%.32s", sha256_hex(arena, text->text, text->size));
}

/* Nothing of a change set that is not executed stays; of a stack that was to be new, nothing at all, unless
 * somebody else has brought it to life meanwhile. */
static void discard(struct deployment *deployment)
{
    struct operation *operation = deployment->operation;
    struct aws *aws = operation->aws;
    const char *name = operation->stack->name;
    int signal = aws->signal; /* the reason why: what is asked now does not change it */
    const struct node *stack = deployment->create ? cloudformation_stack(aws, operation->arena, name) : NULL;
    const char *status = node_word(stack, "StackStatus");
    if (status && !strcmp(status, "REVIEW_IN_PROGRESS"))
        cloudformation_delete(aws, operation->arena, node_word(stack, "StackId"));
    else if (!deployment->create || stack)
        cloudformation_change_set_delete(aws, operation->arena, name, deployment->name);
    aws->signal = signal;
}

/* Somebody else may have begun since the stack was looked at; else it is the template. */
static enum outcome not_made(struct operation *operation)
{
    const char *message = operation->aws->error.message;
    if (!aws_error_is(operation->aws, "ValidationError")) return operation_failed(operation);
    if (strstr(message, "_IN_PROGRESS state")) {
        diag_add(operation->diags, FINDING_stack_busy, (struct place){ 0 },
                 "wait until it has ended, and deploy again", "%s", message);
        return OUTCOME_TIMEOUT;
    }
    diag_add(operation->diags, FINDING_change_refused, failure_place_of(operation, message), NULL,
             "CloudFormation refuses the template: %s", message);
    return OUTCOME_ROLLED_BACK;
}

static enum outcome create(struct deployment *deployment)
{
    struct operation *operation = deployment->operation;
    const struct stack *stack = operation->stack;
    struct change_set set = { .stack = stack->name,
                              .name = deployment->name,
                              .create = deployment->create,
                              .description =
                                  arena_text(operation->arena, "cfgen " CFGEN_VERSION ", template %.12s",
                                             deployment->uploaded.digest),
                              .template = deployment->uploaded.template,
                              .location = deployment->uploaded.location,
                              .parameters = stack->parameters,
                              .kept = deployment->options->kept,
                              .tags = stack->tags,
                              .notify = deployment->settings.notify,
                              .role = deployment->settings.role };
    deployment->id = cloudformation_change_set(operation->aws, operation->arena, &set);
    if (!deployment->id && aws_error_is(operation->aws, "AlreadyExistsException")) {
        if (!cloudformation_change_set_delete(operation->aws, operation->arena, stack->name,
                                              deployment->name))
            return operation_failed(operation);
        deployment->id = cloudformation_change_set(operation->aws, operation->arena, &set);
    }
    if (deployment->id) return OUTCOME_DONE;
    return not_made(operation);
}

/* Until CloudFormation knows what the change set would do. */
static enum outcome describe(struct deployment *deployment)
{
    struct operation *operation = deployment->operation;
    for (;;) {
        struct arena *turn = arena_new();
        const struct node *described = cloudformation_changes(operation->aws, turn, deployment->id);
        const char *status = node_word(described, "Status");
        enum outcome outcome = described ? OUTCOME_DONE : operation_failed(operation);
        if (described && !status_moves(status) && !text_ends(status, "_PENDING")) {
            deployment->described = described;
            deployment->stack_id = node_word(described, "StackId");
            arena_adopt(operation->arena, turn);
            return OUTCOME_DONE;
        }
        arena_free(turn);
        if (outcome == OUTCOME_DONE) outcome = operation_wait(operation, "the change set is not ready");
        if (outcome != OUTCOME_DONE) return outcome;
    }
}

static bool changes_nothing(const char *reason)
{
    return strstr(reason, "didn't contain changes") || strstr(reason, "No updates are to be performed");
}

static enum outcome refused(struct deployment *deployment)
{
    struct operation *operation = deployment->operation;
    const char *reason = node_word(deployment->described, "StatusReason");
    reason = reason ? reason : "AWS gives no reason";
    if (changes_nothing(reason)) {
        discard(deployment);
        operation_say(operation, "%s is up to date", operation->stack->name);
        return OUTCOME_UNCHANGED;
    }
    bool told = strstr(reason, "Validation") &&
                failure_validation(operation, "ChangeSetName", deployment->id, FINDING_change_refused, NULL);
    if (!told)
        diag_add(operation->diags, FINDING_change_refused, (struct place){ 0 }, NULL,
                 "CloudFormation refuses the change: %s", reason);
    discard(deployment);
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
    if (deployment->create)
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
    const struct node *set = cloudformation_changes(aws, deployment->operation->arena, deployment->id);
    const char *status = node_word(set, "ExecutionStatus");
    return status && text_starts(status, "EXECUTE_");
}

static enum outcome execute(struct deployment *deployment, struct watch *watch)
{
    struct operation *operation = deployment->operation;
    struct aws *aws = operation->aws;
    bool begun = cloudformation_execute(aws, operation->arena, deployment->id, deployment->name) ||
                 was_executed(deployment);
    enum outcome outcome = begun ? watch_stack(operation, watch) : operation_failed(operation);
    if (outcome == OUTCOME_STOPPED) let_go(deployment);
    return outcome == OUTCOME_DONE ? finished(deployment, watch) : outcome;
}

/* Before anything is changed: is that what is wanted, and still wanted? */
static enum outcome ask(struct deployment *deployment, struct watch *watch)
{
    struct operation *operation = deployment->operation;
    struct change *changes = changes_read(operation, deployment->described);
    changes_say(operation, changes, deployment->create);
    if (!changes_approved(operation, changes, deployment->options->approved)) return OUTCOME_APPROVAL;
    if (!watch_start(operation, watch, deployment->stack_id)) return operation_failed(operation);
    operation->aws->signal = operation->surroundings->wait(operation->surroundings->with, 0);
    return operation->aws->signal ? OUTCOME_STOPPED : OUTCOME_DONE;
}

static enum outcome bring(struct operation *operation, const struct deploy_options *options)
{
    struct deployment deployment = { .operation = operation, .options = options };
    struct watch watch;
    enum outcome outcome = upload_all(operation, &deployment.uploaded);
    if (outcome == OUTCOME_DONE) outcome = standing_prepare(operation, &deployment.create);
    if (outcome == OUTCOME_DONE && !settings_read(operation, &deployment.settings))
        outcome = operation_failed(operation);
    if (outcome != OUTCOME_DONE) return outcome;
    deployment.name = name_of(&deployment);
    outcome = create(&deployment);
    if (outcome == OUTCOME_DONE) outcome = describe(&deployment);
    if (outcome == OUTCOME_DONE && !strcmp(node_word(deployment.described, "Status"), "FAILED"))
        return refused(&deployment);
    if (outcome == OUTCOME_DONE) outcome = ask(&deployment, &watch);
    if (outcome == OUTCOME_DONE) return execute(&deployment, &watch);
    if (outcome == OUTCOME_STOPPED) operation_say(operation, "stopped; nothing was changed");
    bool made = deployment.id || outcome == OUTCOME_STOPPED; /* perhaps, when nobody waited for the answer */
    if (made) discard(&deployment);
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
