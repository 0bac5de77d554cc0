#include "stacks/stack.h"
#include "templates/buckets/bucket_replication.h"
#include <string.h>

/* Of those that nobody gives and that have no default, a stack keeps the value that it has; outputs of other
 * stacks are read at each deployment. */
static bool is_kept(const struct stack *stack, const struct node *parameter)
{
    return !node_find(parameter, "Default") && !node_find(stack->parameters, parameter->key) &&
           !node_find(stack->stack_outputs, parameter->key);
}

static const struct node *values_of(struct arena *arena, const struct stack *stack,
                                    const struct stack *previous)
{
    struct node *values = stack->parameters ? node_copy(arena, stack->parameters) : node_map(arena);
    for (const struct node *n = node_pairs(node_find(stack->template, "Parameters")); n; n = n->next) {
        const char *value = previous && is_kept(stack, n) ? node_word(previous->parameters, n->key) : NULL;
        /* In the end all buckets exist, however the first deployment begins. */
        if (!strcmp(n->key, REPLICATION_PARAMETER) && !node_find(values, n->key)) value = "true";
        if (value) node_set(values, n->key, node_text(arena, value));
    }
    return values;
}

static const struct node *imported_of(struct arena *arena, const struct stack *stack)
{
    struct node *imported = node_map(arena);
    for (const struct stack_import *i = stack->imports; i; i = i->next)
        node_set(imported, i->name, node_flag(arena, true));
    return imported;
}

struct known stack_known(struct arena *arena, const struct stack *stack, const struct stack *previous)
{
    return (struct known){ .parameters = values_of(arena, stack, previous),
                           .imported = imported_of(arena, stack),
                           .region = stack->region,
                           .account = stack->account,
                           .stack = stack->service ? stack->name : NULL };
}
