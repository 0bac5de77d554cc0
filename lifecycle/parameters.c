#include "lifecycle/parameters.h"
#include "aws/cloudformation.h"
#include "base/text.h"
#include <string.h>

static bool wanted(const struct operation *operation, const struct node *parameter)
{
    return !node_find(parameter, "Default") && !node_find(operation->stack->parameters, parameter->key);
}

/* A stack whose first deployment was not executed or failed is made anew: nothing of it can be kept. */
static bool lives(const struct node *stack)
{
    const char *status = node_word(stack, "StackStatus");
    return status && strcmp(status, "REVIEW_IN_PROGRESS") != 0 && strcmp(status, "ROLLBACK_COMPLETE") != 0 &&
           !text_starts(status, "DELETE_");
}

static bool has(const struct node *stack, const char *name)
{
    const struct node *parameters = lives(stack) ? node_find(stack, "Parameters") : NULL;
    for (const struct node *n = parameters ? parameters->first : NULL; n; n = n->next) {
        const char *key = node_word(n, "ParameterKey");
        if (key && !strcmp(key, name)) return true;
    }
    return false;
}

enum outcome parameters_settle(struct operation *operation, const struct node **kept)
{
    struct node *keep = node_map(operation->arena);
    const struct node *parameters = node_find(operation->stack->template, "Parameters");
    const struct node *first = parameters ? parameters->first : NULL;
    enum outcome outcome = OUTCOME_DONE;
    while (first && !wanted(operation, first)) first = first->next;
    *kept = keep;
    if (!first) return OUTCOME_DONE;
    const struct node *stack = cloudformation_stack(operation->aws, operation->arena, operation->stack->name);
    if (!stack && !cloudformation_absent(operation->aws)) return operation_failed(operation);
    for (const struct node *n = first; n; n = n->next) {
        if (!wanted(operation, n)) continue;
        if (has(stack, n->key)) {
            node_add(keep, n->key, node_flag(operation->arena, true));
            continue;
        }
        diag_add(operation->diags, FINDING_missing_parameter, n->key_place,
                 arena_text(operation->arena, "--param %s=VALUE, or a default", n->key),
                 "the parameter '%s' has no value", n->key);
        outcome = OUTCOME_FINDINGS;
    }
    return outcome;
}
