#include "lifecycle/proposal.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "lifecycle/failure.h"
#include "lifecycle/status.h"

const char *proposal_name(struct operation *operation, const char *template_digest)
{
    const struct stack *stack = operation->stack;
    struct buffer *text = buffer_new(operation->arena);
    buffer_text(text, template_digest);
    if (stack->parameters) json_print(text, stack->parameters, JSON_CANONICAL);
    if (stack->tags) json_print(text, stack->tags, JSON_CANONICAL);
    return arena_text(operation->arena, "cfgen-%.32s", sha256_hex(operation->arena, text->text, text->size));
}

void proposal_discard(struct proposal *proposal)
{
    struct operation *operation = proposal->operation;
    struct aws *aws = operation->aws;
    int signal = aws->signal; /* the reason why: what is asked now does not change it */
    bool create = proposal->set.create;
    const struct node *stack =
        create ? cloudformation_stack(aws, operation->arena, proposal->set.stack) : NULL;
    const char *status = node_word(stack, "StackStatus");
    if (status && !strcmp(status, "REVIEW_IN_PROGRESS"))
        cloudformation_delete(aws, operation->arena, node_word(stack, "StackId"));
    else if (!create || stack)
        cloudformation_change_set_delete(aws, operation->arena, proposal->set.stack, proposal->set.name);
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

static enum outcome create(struct proposal *proposal)
{
    struct operation *operation = proposal->operation;
    struct aws *aws = operation->aws;
    proposal->id = cloudformation_change_set(aws, operation->arena, &proposal->set);
    if (!proposal->id && aws_error_is(aws, "AlreadyExistsException")) {
        if (!cloudformation_change_set_delete(aws, operation->arena, proposal->set.stack, proposal->set.name))
            return operation_failed(operation);
        proposal->id = cloudformation_change_set(aws, operation->arena, &proposal->set);
    }
    return proposal->id ? OUTCOME_DONE : not_made(operation);
}

/* Until CloudFormation knows what it would do. */
static enum outcome describe(struct proposal *proposal)
{
    struct operation *operation = proposal->operation;
    for (;;) {
        struct arena *turn = arena_new();
        const struct node *described = cloudformation_changes(operation->aws, turn, proposal->id);
        const char *status = node_word(described, "Status");
        enum outcome outcome = described ? OUTCOME_DONE : operation_failed(operation);
        if (described && !status_moves(status) && !text_ends(status, "_PENDING")) {
            proposal->described = described;
            arena_adopt(operation->arena, turn);
            return OUTCOME_DONE;
        }
        arena_free(turn);
        if (outcome == OUTCOME_DONE) outcome = operation_wait(operation, "the change set is not ready");
        if (outcome != OUTCOME_DONE) return outcome;
    }
}

enum outcome proposal_make(struct proposal *proposal)
{
    enum outcome outcome = create(proposal);
    return outcome == OUTCOME_DONE ? describe(proposal) : outcome;
}

bool proposal_empty(const struct proposal *proposal)
{
    const char *reason = node_word(proposal->described, "StatusReason");
    return reason &&
           (strstr(reason, "didn't contain changes") || strstr(reason, "No updates are to be performed"));
}
