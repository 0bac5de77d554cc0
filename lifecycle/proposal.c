#include "lifecycle/proposal.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "lifecycle/failure.h"
#include "lifecycle/stack_state.h"
#include "lifecycle/status.h"
#include "templates/core/parameters.h"
#include <string.h>

enum { TOKEN_BYTES = 8 };

/* Whoever lists change sets could try words until one has the hash: of a secret's own hash only 16 bits go
 * in, which still tell another value apart. */
static void parameters_add(struct operation *operation, struct buffer *text)
{
    enum { DIGITS = 4 };
    const struct node *given = operation->stack->parameters;
    const struct node *described = node_pairs(node_find(operation->stack->template, "Parameters"));
    for (const struct node *n = described; n; n = n->next) {
        const char *value = node_word(given, n->key);
        if (!value) continue;
        if (parameter_is_secret(n))
            value = arena_copy(operation->arena, sha256_hex(operation->arena, value, strlen(value)), DIGITS);
        buffer_print(text, "%s%c%s%c", n->key, 0, value, 0);
    }
}

const char *proposal_content(struct operation *operation, const char *template_digest)
{
    const struct stack *stack = operation->stack;
    struct buffer *text = buffer_new(operation->arena);
    buffer_text(text, template_digest);
    parameters_add(operation, text);
    if (stack->tags) json_print(text, stack->tags, JSON_CANONICAL);
    return arena_text(operation->arena, "cfgen-%.32s", sha256_hex(operation->arena, text->text, text->size));
}

/* The same in all that CloudFormation is told has the same name, so that runs find each other's. */
static const char *name_of(const struct proposal *proposal)
{
    struct arena *arena = proposal->operation->arena;
    const struct change_set *set = &proposal->set;
    struct buffer *text = buffer_new(arena);
    buffer_print(text, "%d %s", set->create, set->role ? set->role : "");
    if (set->kept) json_print(text, set->kept, JSON_CANONICAL);
    if (set->notify) json_print(text, set->notify, JSON_CANONICAL);
    return arena_text(arena, "%s-%.8s", proposal->content, sha256_hex(arena, text->text, text->size));
}

static const char *token_new(struct operation *operation)
{
    unsigned char bytes[TOKEN_BYTES];
    struct buffer *text = buffer_new(operation->arena);
    operation->surroundings->random(operation->surroundings->with, bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) buffer_print(text, "%02x", bytes[i]);
    return text->text;
}

static bool is_missing(const struct aws *aws)
{
    return aws_error_is(aws, "ChangeSetNotFound") || aws_error_is(aws, "ChangeSetNotFoundException") ||
           cloudformation_absent(aws);
}

/* Whether another operation may be why a request was refused: it is in progress, or has ended already. */
static bool is_overtaken(const struct proposal *proposal, const struct node *stack)
{
    const char *status = stack ? node_word(stack, "StackStatus") : "DELETE_COMPLETE";
    return (status_moves(status) && !status_new(status)) ||
           strcmp(stack_state_text(proposal->operation->arena, stack), proposal->state) != 0;
}

static enum outcome not_made(struct proposal *proposal)
{
    struct operation *operation = proposal->operation;
    struct aws *aws = operation->aws;
    if (aws_error_is(aws, "AlreadyExistsException")) return OUTCOME_OVERTAKEN;
    if (!aws_error_is(aws, "ValidationError")) return operation_failed(operation);
    const char *message = aws->error.message;
    const struct node *stack = cloudformation_stack(aws, operation->arena, proposal->set.stack);
    if (!stack && !cloudformation_absent(aws)) return operation_failed(operation);
    if (is_overtaken(proposal, stack)) return OUTCOME_OVERTAKEN;
    struct blame blame = failure_blame(operation, message);
    struct diag *diag = diag_add(operation->diags, FINDING(change_refused), blame.place, NULL,
                                 "CloudFormation rejected the template: %s", message);
    failure_near(operation->diags, diag, &blame);
    return OUTCOME_ROLLED_BACK;
}

/* Until CloudFormation knows what it would do. */
static enum outcome describe(struct proposal *proposal)
{
    struct operation *operation = proposal->operation;
    const char *set = proposal->id ? proposal->id : proposal->set.name;
    for (;;) {
        struct arena *turn = arena_new();
        const struct node *described =
            cloudformation_changes(operation->aws, turn, proposal->id ? NULL : proposal->set.stack, set);
        const char *status = node_word(described, "Status");
        enum outcome outcome = described                    ? OUTCOME_DONE
                               : is_missing(operation->aws) ? OUTCOME_OVERTAKEN
                                                            : operation_failed(operation);
        if (described && !status_moves(status) && !text_ends(status, "_PENDING")) {
            proposal->described = described;
            arena_adopt(operation->arena, turn);
            return OUTCOME_DONE;
        }
        arena_free(turn);
        if (outcome == OUTCOME_DONE) outcome = operation_wait(operation, "change set not ready");
        if (outcome != OUTCOME_DONE) return outcome;
    }
}

/* Each run writes a description of its own, so that it knows what it made although the answer was lost. */
static bool is_own(const struct proposal *proposal, const struct node *described)
{
    const char *text = node_word(described, "Description");
    return text && !strcmp(text, proposal->set.description);
}

static bool is_usable(const struct proposal *proposal)
{
    const char *status = node_word(proposal->described, "Status");
    const char *execution = node_word(proposal->described, "ExecutionStatus");
    return proposal->own ||
           (!strcmp(status, "CREATE_COMPLETE") && execution && !strcmp(execution, "AVAILABLE"));
}

static void create(struct proposal *proposal)
{
    struct operation *operation = proposal->operation;
    proposal->id = cloudformation_change_set(operation->aws, operation->arena, &proposal->set);
    proposal->own = proposal->id;
    proposal->unanswered = !proposal->id && aws_stopped(operation->aws);
}

/* One of this name is there: of this run, whose answer was lost, of another, or left by an earlier one. */
static enum outcome adopt(struct proposal *proposal)
{
    enum outcome outcome = describe(proposal);
    if (outcome != OUTCOME_DONE) return outcome;
    proposal->own = is_own(proposal, proposal->described);
    if (!is_usable(proposal)) return OUTCOME_OVERTAKEN;
    proposal->id = node_word(proposal->described, "ChangeSetId");
    return proposal->id ? OUTCOME_DONE : OUTCOME_OVERTAKEN;
}

enum outcome proposal_make(struct proposal *proposal)
{
    struct operation *operation = proposal->operation;
    struct change_set *set = &proposal->set;
    const char *name = name_of(proposal);
    set->token = token_new(operation);
    set->description = arena_text(operation->arena, "%s, run %s", set->description, set->token);
    set->name = name;
    create(proposal);
    if (!proposal->id && aws_error_is(operation->aws, "AlreadyExistsException")) {
        enum outcome outcome = adopt(proposal);
        if (outcome != OUTCOME_OVERTAKEN) return outcome;
        set->name = arena_text(operation->arena, "%s-%s", name, set->token);
        create(proposal);
    }
    return proposal->id ? describe(proposal) : not_made(proposal);
}

bool proposal_empty(const struct proposal *proposal)
{
    const char *reason = node_word(proposal->described, "StatusReason");
    return reason &&
           (strstr(reason, "didn't contain changes") || strstr(reason, "No updates are to be performed"));
}

enum outcome proposal_refused(struct proposal *proposal)
{
    static const char *const codes[] = { "ValidationError",
                                         "InvalidChangeSetStatus",
                                         "ChangeSetNotFound",
                                         "InvalidChangeSetStatusException",
                                         "TokenAlreadyExists",
                                         "ChangeSetNotFoundException",
                                         "TokenAlreadyExistsException" };
    struct operation *operation = proposal->operation;
    struct aws *aws = operation->aws;
    struct aws_error refusal = aws->error;
    bool known = false;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) known = known || aws_error_is(aws, codes[i]);
    if (!known) return operation_failed(operation);
    const struct node *set = cloudformation_changes(aws, operation->arena, NULL, proposal->id);
    if (!set && !is_missing(aws)) return operation_failed(operation);
    const char *status = node_word(set, "ExecutionStatus");
    if (status && text_starts(status, "EXECUTE_")) return proposal->own ? OUTCOME_DONE : OUTCOME_OVERTAKEN;
    if (!status || strcmp(status, "AVAILABLE") != 0) return OUTCOME_OVERTAKEN;
    const struct node *stack = cloudformation_stack(aws, operation->arena, proposal->set.stack);
    if (!stack && !cloudformation_absent(aws)) return operation_failed(operation);
    if (is_overtaken(proposal, stack)) return OUTCOME_OVERTAKEN;
    aws->error = refusal;
    return operation_failed(operation);
}

/* Whatever may have become of a request whose answer nobody waited for. */
static void find_own(struct proposal *proposal)
{
    struct operation *operation = proposal->operation;
    const struct node *set =
        cloudformation_changes(operation->aws, operation->arena, proposal->set.stack, proposal->set.name);
    proposal->id = set && is_own(proposal, set) ? node_word(set, "ChangeSetId") : NULL;
    proposal->own = proposal->id;
}

/* The id of the stack when no change set but ours waits on it, it has no resources, and it is still in
 * review, which is asked last. NULL: it is somebody's, or cannot be told. */
static const char *deserted(const struct proposal *proposal)
{
    struct operation *operation = proposal->operation;
    struct aws *aws = operation->aws;
    const char *name = proposal->set.stack;
    const struct node *sets = cloudformation_change_sets(aws, operation->arena, name);
    if (!sets) return NULL;
    for (const struct node *n = sets->first; n; n = n->next) {
        const char *id = node_word(n, "ChangeSetId");
        if (!id || strcmp(id, proposal->id) != 0) return NULL;
    }
    const struct node *resources = cloudformation_resources(aws, operation->arena, name);
    if (!resources || resources->first) return NULL;
    const struct node *stack = cloudformation_stack(aws, operation->arena, name);
    const char *status = node_word(stack, "StackStatus");
    return status && !strcmp(status, "REVIEW_IN_PROGRESS") ? node_word(stack, "StackId") : NULL;
}

void proposal_discard(struct proposal *proposal)
{
    struct operation *operation = proposal->operation;
    struct aws *aws = operation->aws;
    int signal = aws->signal; /* the reason why: what is asked now does not change it */
    if (proposal->unanswered) find_own(proposal);
    if (proposal->own) {
        bool gone =
            cloudformation_change_set_delete(aws, operation->arena, proposal->set.stack, proposal->id);
        const char *stack = gone && proposal->stack_absent ? deserted(proposal) : NULL;
        if (stack) cloudformation_delete(aws, operation->arena, stack);
    }
    proposal->unanswered = proposal->own = false;
    aws->signal = signal;
}
