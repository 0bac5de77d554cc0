#include "cfgen/diff/sides/live.h"
#include "aws/cloudformation.h"
#include "base/index.h"
#include "base/text.h"
#include "cfgen/diff/sides/nested.h"
#include "lifecycle/drift.h"
#include "lifecycle/review.h"
#include "stacks/diff/drift.h"
#include "stacks/template_text.h"
#include "templates/core/parameters.h"
#include <string.h>

static bool has_parameters(const struct node *template)
{
    return node_pairs(node_find(template, "Parameters"));
}

/* arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/ID */
static const char *account_of(struct arena *arena, const char *stack_id)
{
    for (int colons = 0; stack_id && colons < 4; colons++) {
        stack_id = strchr(stack_id, ':');
        if (stack_id) stack_id++;
    }
    return stack_id ? arena_copy(arena, stack_id, strcspn(stack_id, ":")) : NULL;
}

/* The values that AWS tells: of a secret it has only asterisks. */
static const struct node *values_of(struct arena *arena, const struct node *described,
                                    const struct node *template)
{
    struct node *values = node_map(arena);
    const struct node *all = node_find(described, "Parameters");
    for (const struct node *n = all ? all->first : NULL; n; n = n->next) {
        const char *key = node_word(n, "ParameterKey"), *value = node_word(n, "ParameterValue");
        const struct node *parameter = key ? node_find(node_find(template, "Parameters"), key) : NULL;
        if (parameter && value && !parameter_is_secret(parameter))
            node_set(values, key, node_text(arena, value));
    }
    return values;
}

/* What it was deployed with. Where AWS does not tell, it stays unknown. */
static void values_read(struct run *run, struct operation *operation, struct stack *live,
                        const struct stack *now)
{
    if (!has_parameters(live->template) && !has_parameters(now->template)) return;
    const struct node *described = cloudformation_stack(operation->aws, run->arena, live->name);
    live->parameters = values_of(run->arena, described, live->template);
    live->account = account_of(run->arena, node_word(described, "StackId"));
}

/* The stack with the template that is deployed. NULL: there is none, or a finding says why. */
static struct stack *deployed(struct run *run, struct operation *operation, const struct stack *stack,
                              enum exit_code *code)
{
    const char *text = cloudformation_template(operation->aws, run->arena, stack->name);
    if (!text) {
        if (!cloudformation_absent(operation->aws))
            *code = remote_exit(operation, operation_failed(operation));
        return NULL;
    }
    const char *name = arena_join(run->arena, stack->name, ", as deployed");
    struct node *root = template_read(run->arena, run->diags, name, (struct bytes){ text, strlen(text) });
    if (!root) *code = EXIT_FINDINGS;
    struct stack *live = arena_take(run->arena, sizeof *live);
    *live = (struct stack){ .name = stack->name,
                            .primary = stack->primary,
                            .edge = stack->edge,
                            .region = stack->region,
                            .template = root };
    if (root) values_read(run, operation, live, stack);
    return root ? live : NULL;
}

static int stacks_count(const struct side *side)
{
    int count = 0;
    for (const struct stack *s = side->first; s; s = s->next) count++;
    return count;
}

/* One for each stack of the new side; nested ones share their parent's. */
static struct operation **operations_spread(struct arena *arena, struct operation **own,
                                            const struct side *now)
{
    struct operation **all = arena_take(arena, (size_t)stacks_count(now) * sizeof(struct operation *));
    int at = 0, parent = -1;
    for (const struct stack *s = now->first; s; s = s->next) all[at++] = own[s->nested ? parent : ++parent];
    return all;
}

struct live *live_read(struct run *run, const struct remote *remote, const struct side *now,
                       enum exit_code *code)
{
    struct live *live = arena_take(run->arena, sizeof *live);
    struct operation **operations =
        arena_take(run->arena, (size_t)stacks_count(now) * sizeof(struct operation *));
    live->side.label = "the deployed stack";
    struct stack **end = &live->side.first;
    int at = 0;
    for (struct stack *s = now->first, *next; s; s = next, at++) {
        struct operation *operation = at ? remote_sibling(run, remote, operations[0], s, code)
                                         : remote_operation(run, remote, s, NULL, code);
        operations[at] = operation;
        if (!operation) return NULL;
        *code = EXIT_DONE;
        *end = deployed(run, operation, s, code);
        if (*code != EXIT_DONE) return NULL;
        next = s->next;
        nested_read(run, operation, *end, s);
        while (*end) end = &(*end)->next;
    }
    live->operations = operations_spread(run->arena, operations, now);
    return live;
}

const struct node *live_ask(const struct live *live, int at, struct diags *aside)
{
    struct operation *operation = live->operations[at];
    struct diags *own = operation->diags;
    const struct node *change_set;
    operation->diags = operation->aws->diags = aside;
    enum outcome outcome = review_changes(operation, &change_set);
    operation->diags = operation->aws->diags = own;
    return outcome == OUTCOME_DONE ? change_set : NULL;
}

bool live_drift(const struct live *live, const struct side *now, struct diff *first)
{
    int at = 0;
    for (const struct stack *s = now->first; s; s = s->next, first = first->next, at++) {
        const struct node *found;
        const struct stack *there = side_find(&live->side, s, now);
        struct operation *operation = live->operations[at];
        if (!there || s->nested) continue;
        if (drift_read(operation, &found) != OUTCOME_DONE) return false;
        first->drift_read = true;
        first->drift_blind = drift_blind(there->template);
        first->drifts = drift_of(operation->arena, found, s->template);
    }
    return true;
}

static void names_fill(struct diff *diff, const struct node *resources)
{
    struct index *by_id = index_new(resources->arena);
    for (struct node *n = resources->first; n; n = n->next) {
        const char *id = node_word(n, "LogicalResourceId");
        if (id) index_add(by_id, id, n);
    }
    for (struct changed *c = diff->first; c; c = c->next)
        if (c->action != ACTION_ADD) c->physical = node_word(index_find(by_id, c->id), "PhysicalResourceId");
}

void live_names(struct run *run, const struct live *live, const struct side *now, struct diff *first)
{
    int at = 0;
    for (const struct stack *s = now->first; s && first; s = s->next, first = first->next, at++) {
        if (!first->first || s->nested || !side_find(&live->side, s, now)) continue;
        const struct node *resources =
            cloudformation_resources(live->operations[at]->aws, run->arena, s->name);
        if (resources) names_fill(first, resources);
    }
}
