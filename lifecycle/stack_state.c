#include "lifecycle/stack_state.h"
#include "aws/cloudformation.h"
#include "base/text.h"
#include "lifecycle/failure.h"
#include "lifecycle/status.h"
#include "lifecycle/watch.h"
#include <string.h>

static bool one_of(const char *status, const char *const *all)
{
    for (; *all; all++)
        if (!strcmp(status, *all)) return true;
    return false;
}

/* The change set by which the stack was changed last, or is being changed. NULL: by none. */
static const char *change_set_of(struct arena *arena, const struct node *stack)
{
    static const char before[] = ":changeSet/";
    const char *id = node_word(stack, "ChangeSetId"), *name = id ? strstr(id, before) : NULL;
    if (!name) return NULL;
    name += strlen(before);
    return arena_copy(arena, name, strcspn(name, "/"));
}

static const char *time_of(const struct node *stack)
{
    const char *time = node_word(stack, "LastUpdatedTime");
    return time ? time : node_word(stack, "CreationTime");
}

const char *stack_state_text(struct arena *arena, const struct node *stack)
{
    const char *status = stack ? node_word(stack, "StackStatus") : "DELETE_COMPLETE";
    bool is_new = status_new(status) || !strcmp(status, "ROLLBACK_COMPLETE");
    const char *time = is_new ? NULL : time_of(stack);
    return arena_text(arena, "%s %s", is_new ? "" : status, time ? time : "");
}

static enum outcome reject_busy(struct operation *operation, const struct node *stack)
{
    const char *name = operation->stack->name, *status = node_word(stack, "StackStatus");
    const char *set = change_set_of(operation->arena, stack), *time = node_word(stack, "LastUpdatedTime");
    struct diag *diag = diag_add(
        operation->diags, FINDING(stack_busy), (struct place){ 0 },
        arena_text(operation->arena, "run again when it is complete: cfgen deploy%s", operation->same),
        "%s is %s: another operation is in progress", name, status);
    if (time || set)
        diag_note(operation->diags, diag, (struct place){ 0 }, "%s%s%s%s", time ? "since " : "",
                  time ? time : "", set ? ", change set " : "", set ? set : "");
    return OUTCOME_TIMEOUT;
}

static enum outcome reject(struct operation *operation, const struct node *stack)
{
    const char *name = operation->stack->name, *status = node_word(stack, "StackStatus");
    if (status_moves(status)) return reject_busy(operation, stack);
    const char *hint = arena_text(operation->arena,
                                  "aws cloudformation continue-update-rollback --stack-name %s --region %s",
                                  name, operation->aws->region);
    if (strcmp(status, "UPDATE_ROLLBACK_FAILED") != 0)
        hint = arena_text(operation->arena,
                          "run cfgen remove%s to delete the remaining resources, then deploy again",
                          operation->same);
    diag_add(operation->diags, FINDING(stack_stuck), (struct place){ 0 }, hint,
             "%s is %s and cannot be changed in this state", name, status);
    return OUTCOME_STUCK;
}

/* A first deployment that failed: nothing of it lives, and CloudFormation wants it gone before another. */
static enum outcome delete_failed(struct operation *operation, const struct node *stack)
{
    const char *id = node_word(stack, "StackId");
    struct watch watch;
    operation_say(operation, "deleting %s after its first deployment failed", operation->stack->name);
    if (!watch_start(operation, &watch, id) || !cloudformation_delete(operation->aws, operation->arena, id))
        return operation_failed(operation);
    enum outcome outcome = watch_stack(operation, &watch);
    if (outcome != OUTCOME_DONE || !strcmp(watch.status, "DELETE_COMPLETE")) return outcome;
    failure_report(operation, &watch,
                   arena_text(operation->arena, "to try again: cfgen remove%s", operation->same));
    return OUTCOME_STUCK;
}

/* What ends by itself, and what another run of the same content does: after it there is nothing to do. */
static bool is_awaited(struct arena *arena, const struct node *stack, const char *status, const char *content)
{
    static const char *const passing[] = { "DELETE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                                           "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", NULL };
    const char *set = stack ? change_set_of(arena, stack) : NULL;
    return one_of(status, passing) ||
           (status_moves(status) && !status_new(status) && set && text_starts(set, content));
}

static enum outcome await(struct operation *operation, struct arena *turn, const char *status, bool reported)
{
    const char *name = operation->stack->name;
    if (!reported) operation_say(operation, "%s is %s: waiting for it to complete", name, status);
    return operation_wait(operation, arena_text(turn, "%s is still %s", name, status));
}

/* One state_read; `waits` afterwards: it must be looked at again. */
static enum outcome state_read(struct operation *operation, struct arena *turn, const char *content,
                               struct stack_state *stack_state, bool *waits)
{
    static const char *const fine[] = { "CREATE_COMPLETE",
                                        "UPDATE_COMPLETE",
                                        "UPDATE_ROLLBACK_COMPLETE",
                                        "UPDATE_FAILED",
                                        "IMPORT_COMPLETE",
                                        "IMPORT_ROLLBACK_COMPLETE",
                                        NULL };
    bool reported = *waits;
    const struct node *stack = cloudformation_stack(operation->aws, turn, operation->stack->name);
    if (!stack && !cloudformation_absent(operation->aws)) return operation_failed(operation);
    const char *status = stack ? node_word(stack, "StackStatus") : "DELETE_COMPLETE";
    bool remains = !strcmp(status, "ROLLBACK_COMPLETE"), is_new = status_new(status);
    *waits = is_awaited(turn, stack, status, content);
    *stack_state = (struct stack_state){ .create = remains || is_new,
                                         .absent = remains || !strcmp(status, "DELETE_COMPLETE"),
                                         .state = stack_state_text(operation->arena, stack) };
    if (remains) return delete_failed(operation, stack);
    if (is_new || one_of(status, fine)) return OUTCOME_DONE;
    return *waits ? await(operation, turn, status, reported) : reject(operation, stack);
}

enum outcome stack_state_prepare(struct operation *operation, const char *content,
                                 struct stack_state *stack_state)
{
    bool waits = false;
    for (;;) {
        struct arena *turn = arena_new();
        enum outcome outcome = state_read(operation, turn, content, stack_state, &waits);
        arena_free(turn);
        if (outcome != OUTCOME_DONE || !waits) return outcome;
    }
}
