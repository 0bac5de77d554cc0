#include "lifecycle/standing.h"
#include "aws/cloudformation.h"
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

static enum outcome refuse(struct operation *operation, const char *status)
{
    const char *name = operation->stack->name;
    if (status_moves(status)) {
        diag_add(operation->diags, FINDING_stack_busy, (struct place){ 0 },
                 "wait until it has ended, and deploy again", "%s is %s: somebody else is changing it", name,
                 status);
        return OUTCOME_TIMEOUT;
    }
    const char *hint = arena_text(operation->arena,
                                  "aws cloudformation continue-update-rollback --stack-name %s --region %s",
                                  name, operation->aws->region);
    if (strcmp(status, "UPDATE_ROLLBACK_FAILED") != 0)
        hint = arena_text(operation->arena, "cfgen remove%s takes away what is left of it; then deploy again",
                          operation->same);
    diag_add(operation->diags, FINDING_stack_stuck, (struct place){ 0 }, hint,
             "%s is %s, in which it cannot be changed", name, status);
    return OUTCOME_STUCK;
}

/* A first deployment that failed: nothing of it lives, and CloudFormation wants it gone before another. */
static enum outcome clear_away(struct operation *operation, const struct node *stack)
{
    const char *id = node_word(stack, "StackId");
    struct watch watch;
    operation_say(operation, "clearing away %s, whose first deployment failed", operation->stack->name);
    if (!watch_start(operation, &watch, id) || !cloudformation_delete(operation->aws, operation->arena, id))
        return operation_failed(operation);
    enum outcome outcome = watch_stack(operation, &watch);
    if (outcome != OUTCOME_DONE || !strcmp(watch.status, "DELETE_COMPLETE")) return outcome;
    failure_report(operation, &watch,
                   arena_text(operation->arena, "cfgen remove%s tries again", operation->same));
    return OUTCOME_STUCK;
}

/* One look; `waits` afterwards: it must be looked at again. */
static enum outcome look(struct operation *operation, struct arena *turn, bool *create, bool *waits)
{
    static const char *const passing[] = { "DELETE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                                           "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", NULL };
    static const char *const none[] = { "REVIEW_IN_PROGRESS", "DELETE_COMPLETE", NULL };
    static const char *const fine[] = { "CREATE_COMPLETE",
                                        "UPDATE_COMPLETE",
                                        "UPDATE_ROLLBACK_COMPLETE",
                                        "UPDATE_FAILED",
                                        "IMPORT_COMPLETE",
                                        "IMPORT_ROLLBACK_COMPLETE",
                                        NULL };
    const char *name = operation->stack->name;
    bool told = *waits;
    const struct node *stack = cloudformation_stack(operation->aws, turn, name);
    if (!stack && !cloudformation_absent(operation->aws)) return operation_failed(operation);
    const char *status = stack ? node_word(stack, "StackStatus") : "DELETE_COMPLETE";
    bool remains = !strcmp(status, "ROLLBACK_COMPLETE");
    *waits = one_of(status, passing);
    *create = remains || one_of(status, none);
    if (remains) return clear_away(operation, stack);
    if (*create || one_of(status, fine)) return OUTCOME_DONE;
    if (!*waits) return refuse(operation, status);
    if (!told) operation_say(operation, "%s is %s: waiting for its end", name, status);
    return operation_wait(operation, arena_text(turn, "%s is still %s", name, status));
}

enum outcome standing_prepare(struct operation *operation, bool *create)
{
    bool waits = false;
    for (;;) {
        struct arena *turn = arena_new();
        enum outcome outcome = look(operation, turn, create, &waits);
        arena_free(turn);
        if (outcome != OUTCOME_DONE || !waits) return outcome;
    }
}
