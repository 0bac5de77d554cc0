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

/* The value that the stack has; NULL for none. */
static const char *value_in(const struct node *stack, const char *name)
{
    const struct node *parameters = lives(stack) ? node_find(stack, "Parameters") : NULL;
    for (const struct node *n = parameters ? parameters->first : NULL; n; n = n->next) {
        const char *key = node_word(n, "ParameterKey"), *value = node_word(n, "ParameterValue");
        if (key && !strcmp(key, name)) return value ? value : "";
    }
    return NULL;
}

static bool is_secret(const struct node *parameter)
{
    const char *secret = node_word(parameter, "NoEcho");
    return secret && !strcmp(secret, "true");
}

static enum outcome settle(struct operation *operation, const struct node *stack,
                           const struct node *parameter, struct parameters *parameters)
{
    struct arena *arena = operation->arena;
    const char *name = parameter->key, *value = value_in(stack, name);
    bool secret = is_secret(parameter), hidden = secret && node_find(operation->stack->unhashed, name);
    if (value && !hidden) {
        node_set(secret ? parameters->secret : parameters->known, name, node_text(arena, value));
        return OUTCOME_DONE;
    }
    diag_add(operation->diags, FINDING_missing_parameter, parameter->key_place,
             arena_text(arena, "--param %s=VALUE, or a default", name),
             value ? "the parameter '%s' must be given again: a version depends on it, and AWS does not tell "
                     "what is secret"
                   : "the parameter '%s' has no value",
             name);
    return OUTCOME_FINDINGS;
}

enum outcome parameters_settle(struct operation *operation, struct parameters *parameters)
{
    const struct node *all = node_find(operation->stack->template, "Parameters");
    const struct node *first = all ? all->first : NULL;
    enum outcome outcome = OUTCOME_DONE;
    *parameters = (struct parameters){ node_map(operation->arena), node_map(operation->arena) };
    while (first && !wanted(operation, first)) first = first->next;
    if (!first) return OUTCOME_DONE;
    const struct node *stack = cloudformation_stack(operation->aws, operation->arena, operation->stack->name);
    if (!stack && !cloudformation_absent(operation->aws)) return operation_failed(operation);
    for (const struct node *n = first; n; n = n->next)
        if (wanted(operation, n) && settle(operation, stack, n, parameters) != OUTCOME_DONE)
            outcome = OUTCOME_FINDINGS;
    return outcome;
}
