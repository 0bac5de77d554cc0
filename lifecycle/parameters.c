#include "lifecycle/parameters.h"
#include "aws/cloudformation.h"
#include "base/text.h"
#include "templates/core/parameters.h"
#include <string.h>

static bool wanted(const struct operation *operation, const struct node *parameter)
{
    return !node_find(operation->stack->stack_outputs, parameter->key) && !node_find(parameter, "Default") &&
           !node_find(operation->stack->parameters, parameter->key);
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

static enum outcome settle(struct operation *operation, const struct node *stack,
                           const struct node *parameter, struct parameters *parameters)
{
    struct arena *arena = operation->arena;
    const char *name = parameter->key, *value = value_in(stack, name);
    bool secret = parameter_is_secret(parameter),
         hidden = secret && node_find(operation->stack->unhashed, name);
    if (value && !hidden) {
        node_set(secret ? parameters->secret : parameters->known, name, node_text(arena, value));
        return OUTCOME_DONE;
    }
    diag_add(operation->diags, FINDING(missing_parameter), parameter->key_place,
             secret ? arena_text(arena, "use --param %s=@FILE or --param %s=env:VAR", name, name)
                    : arena_text(arena, "use --param %s=VALUE, or set a default", name),
             value ? "parameter '%s' must be given again: a version depends on it, and AWS does not return "
                     "secret values"
                   : "parameter '%s' has no value",
             name);
    return OUTCOME_FINDINGS;
}

/* Another service's stack, in the region that it names. */
static const struct node *source_stack(struct operation *operation, const struct node *import)
{
    struct aws *aws = operation->aws;
    const char *own = aws->region, *region = node_word(import, "region");
    if (*region) aws->region = region;
    const struct node *stack = cloudformation_stack(aws, operation->arena, node_word(import, "stack"));
    aws->region = own;
    return stack;
}

/* The value is asked for at each deployment: an output may change. */
static enum outcome settle_stack_output(struct operation *operation, const struct node *import,
                                        struct parameters *parameters)
{
    const char *name = node_word(import, "stack"), *output = node_word(import, "output");
    const struct node *stack = source_stack(operation, import);
    if (!stack && !cloudformation_absent(operation->aws)) return operation_failed(operation);
    const struct node *outputs = node_find(stack, "Outputs");
    struct nearest nearest = { .word = output };
    for (const struct node *n = outputs ? outputs->first : NULL; n; n = n->next) {
        const char *key = node_word(n, "OutputKey"), *value = node_word(n, "OutputValue");
        if (key) nearest_try(&nearest, key);
        if (!key || !value || strcmp(key, output) != 0) continue;
        node_set(parameters->known, import->key, node_text(operation->arena, value));
        return OUTCOME_DONE;
    }
    diag_add(operation->diags, FINDING(output_absent), import->place,
             stack ? diag_meant(operation->arena, nearest.name) : "deploy that stack first",
             stack ? "stack %s has no output '%s'" : "stack not found: %s, needed for its output %s", name,
             output);
    return OUTCOME_FINDINGS;
}

static enum outcome settle_stack_outputs(struct operation *operation, struct parameters *parameters)
{
    const struct node *imports = operation->stack->stack_outputs;
    const struct node *all = node_find(operation->stack->template, "Parameters");
    enum outcome outcome = OUTCOME_DONE;
    for (const struct node *n = imports ? imports->first : NULL; n; n = n->next) {
        if (!node_find(all, n->key) || node_find(operation->stack->parameters, n->key)) continue;
        enum outcome one = settle_stack_output(operation, n, parameters);
        if (one != OUTCOME_DONE) outcome = one;
        if (one == OUTCOME_AWS || one == OUTCOME_STOPPED) break;
    }
    return outcome;
}

enum outcome parameters_settle(struct operation *operation, struct parameters *parameters)
{
    const struct node *all = node_find(operation->stack->template, "Parameters");
    const struct node *first = all ? all->first : NULL;
    *parameters = (struct parameters){ node_map(operation->arena), node_map(operation->arena) };
    enum outcome outcome = settle_stack_outputs(operation, parameters);
    while (first && !wanted(operation, first)) first = first->next;
    if (!first || outcome != OUTCOME_DONE) return outcome;
    const struct node *stack = cloudformation_stack(operation->aws, operation->arena, operation->stack->name);
    if (!stack && !cloudformation_absent(operation->aws)) return operation_failed(operation);
    for (const struct node *n = first; n; n = n->next)
        if (wanted(operation, n) && settle(operation, stack, n, parameters) != OUTCOME_DONE)
            outcome = OUTCOME_FINDINGS;
    return outcome;
}
