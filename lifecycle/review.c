#include "lifecycle/review.h"
#include "lifecycle/proposal.h"
#include "lifecycle/settings.h"
#include "lifecycle/stack_state.h"
#include "lifecycle/upload.h"
#include <string.h>

/* The keys of the parameters whose values a deployment keeps: those without a default that nobody gives. */
static struct node *kept(struct operation *operation, const struct node *live)
{
    struct node *keys = node_map(operation->arena);
    const struct node *wanted = node_find(operation->stack->template, "Parameters");
    const struct node *there = node_find(live, "Parameters");
    for (const struct node *n = there ? there->first : NULL; n; n = n->next) {
        const char *key = node_word(n, "ParameterKey");
        const struct node *parameter = key ? node_find(wanted, key) : NULL;
        if (parameter && !node_find(parameter, "Default") && !node_find(operation->stack->parameters, key))
            node_set(keys, key, node_flag(operation->arena, true));
    }
    return keys;
}

static enum outcome propose(struct proposal *proposal)
{
    struct operation *operation = proposal->operation;
    const struct stack *stack = operation->stack;
    const struct node *live = cloudformation_stack(operation->aws, operation->arena, stack->name);
    struct uploaded uploaded;
    struct settings settings;
    if (!live || !settings_read(operation, &settings)) return operation_failed(operation);
    enum outcome outcome = upload_template(operation, &uploaded);
    if (outcome != OUTCOME_DONE) return outcome;
    proposal->content = arena_join(operation->arena, proposal_content(operation, uploaded.digest), "-diff");
    proposal->state = stack_state_text(operation->arena, live);
    proposal->set = (struct change_set){ .stack = stack->name,
                                         .description = "cfgen diff",
                                         .template = uploaded.template,
                                         .location = uploaded.location,
                                         .parameters = stack->parameters,
                                         .kept = kept(operation, live),
                                         .tags = stack->tags,
                                         .notify = settings.notify,
                                         .role = settings.role };
    return proposal_make(proposal);
}

enum outcome review_changes(struct operation *operation, const struct node **change_set)
{
    struct proposal proposal = { .operation = operation };
    enum outcome outcome = propose(&proposal);
    const char *status = node_word(proposal.described, "Status");
    if (outcome == OUTCOME_DONE && !strcmp(status, "FAILED") && !proposal_empty(&proposal)) {
        const char *reason = node_word(proposal.described, "StatusReason");
        diag_add(operation->diags, FINDING(change_refused), (struct place){ 0 }, NULL,
                 "CloudFormation rejected the change: %s", reason ? reason : "AWS gave no reason");
        outcome = OUTCOME_ROLLED_BACK;
    }
    if (outcome == OUTCOME_OVERTAKEN) {
        diag_add(operation->diags, FINDING(stack_busy), (struct place){ 0 },
                 "compare again when it is complete", "%s: another operation is in progress",
                 operation->stack->name);
        outcome = OUTCOME_TIMEOUT;
    }
    proposal_discard(&proposal);
    *change_set = proposal.described;
    return outcome;
}
