#include "lifecycle/settings.h"
#include "aws/cloudformation.h"
#include "aws/endpoint.h"
#include "aws/sts.h"
#include "base/json.h"
#include "base/text.h"
#include "service/field.h"
#include <string.h>

/* A text, with what CloudFormation would fill in. NULL after aws->error. */
static const char *text_of(struct operation *operation, const struct node *node)
{
    struct arena *arena = operation->arena;
    if (node->shape == SCALAR) return node->text;
    const char *text = node_word(node, "Fn::Sub");
    if (!text) return "";
    text = text_replace(arena, text, "${AWS::Region}", operation->aws->region);
    text = text_replace(arena, text, "${AWS::Partition}", endpoint_partition(operation->aws->region)->name);
    if (!strstr(text, "${AWS::AccountId}")) return text;
    struct caller caller;
    return sts_caller(operation->aws, &caller)
               ? text_replace(arena, text, "${AWS::AccountId}", caller.account)
               : NULL;
}

bool settings_read(struct operation *operation, struct settings *settings)
{
    const struct stacks *stacks = operation->stack->settings;
    *settings = (struct settings){ 0 };
    struct node *list = node_list(operation->arena);
    for (const struct text *t = stacks->notify; t && t->from; t++) {
        const char *arn = text_of(operation, t->from);
        if (!arn) return false;
        node_add(list, NULL, node_text(operation->arena, arn));
    }
    if (stacks->notify) settings->notify = list;
    if (stacks->role.from) settings->role = text_of(operation, stacks->role.from);
    return !stacks->role.from || settings->role;
}

static struct node *statement_add(struct node *statements, const char *effect, const char *actions)
{
    struct arena *arena = statements->arena;
    struct node *statement = node_add(statements, NULL, node_map(arena));
    node_add(statement, "Effect", node_text(arena, effect));
    node_add(statement, "Action", node_text(arena, actions));
    return statement;
}

/* What the template keeps is neither replaced nor deleted. */
static struct node *data_statements(struct operation *operation)
{
    struct arena *arena = operation->arena;
    struct node *statements = node_list(arena), *resources = node_list(arena);
    statement_add(statements, "Allow", "Update:*");
    const struct node *all = node_find(operation->stack->template, "Resources");
    for (const struct node *n = node_pairs(all); n; n = n->next) {
        const char *policy = node_word(n, "UpdateReplacePolicy");
        if (policy && !strcmp(policy, "Retain"))
            node_add(resources, NULL, node_text(arena, arena_join(arena, "LogicalResourceId/", n->key)));
    }
    if (!resources->count) return statements;
    struct node *denied = statement_add(statements, "Deny", "Update:Replace");
    node_set(denied, "Action", node_list(arena));
    node_add(node_find(denied, "Action"), NULL, node_text(arena, "Update:Replace"));
    node_add(node_find(denied, "Action"), NULL, node_text(arena, "Update:Delete"));
    node_add(denied, "Resource", resources);
    return statements;
}

static const struct node *policy_of(struct operation *operation, const struct node *written)
{
    struct arena *arena = operation->arena;
    struct node *policy = node_map(arena), *statements;
    if (written->shape == SCALAR && !strcmp(written->text, "data")) {
        statements = data_statements(operation);
    } else if (written->shape == SCALAR) { /* a policy cannot be taken away again */
        statements = node_list(arena);
        statement_add(statements, "Allow", "Update:*");
    } else {
        statements = node_copy(arena, written->shape == MAP ? node_find(written, "Statement") : written);
    }
    for (struct node *n = statements->first; n; n = n->next) {
        if (!node_find(n, "Principal")) node_add(n, "Principal", node_text(arena, "*"));
        if (!node_find(n, "Resource") && !node_find(n, "NotResource"))
            node_add(n, "Resource", node_text(arena, "*"));
    }
    node_add(policy, "Statement", statements);
    return policy;
}

static enum outcome apply_policy(struct operation *operation, const struct node *written)
{
    struct arena *arena = operation->arena;
    const char *name = operation->stack->name;
    const struct node *policy = policy_of(operation, written);
    const char *text = cloudformation_policy(operation->aws, arena, name);
    if (!text) return operation_failed(operation);
    struct buffer *json = buffer_new(arena);
    json_print(json, policy, JSON_COMPACT);
    const struct node *live = *text ? json_read(arena, text, strlen(text)) : NULL;
    bool off = written->shape == SCALAR && strcmp(written->text, "data");
    if (live ? node_same(live, json_read(arena, json->text, json->size)) : off) return OUTCOME_UNCHANGED;
    if (!cloudformation_policy_set(operation->aws, arena, name, json->text))
        return operation_failed(operation);
    operation_say(operation, "%s: stack policy updated", name);
    return OUTCOME_DONE;
}

static enum outcome apply_protection(struct operation *operation, bool protect)
{
    const char *name = operation->stack->name;
    const struct node *stack = cloudformation_stack(operation->aws, operation->arena, name);
    if (!stack) return operation_failed(operation);
    const char *now = node_word(stack, "EnableTerminationProtection");
    if ((now && !strcmp(now, "true")) == protect) return OUTCOME_UNCHANGED;
    if (!cloudformation_protect(operation->aws, operation->arena, name, protect))
        return operation_failed(operation);
    operation_say(operation,
                  protect ? "%s: termination protection is on" : "%s: termination protection is off", name);
    return OUTCOME_DONE;
}

enum outcome settings_apply(struct operation *operation)
{
    const struct stacks *stacks = operation->stack->settings;
    enum outcome outcome = OUTCOME_UNCHANGED, policy = OUTCOME_UNCHANGED;
    if (stacks->protect.from) outcome = apply_protection(operation, stacks->protect.value);
    if (outcome != OUTCOME_DONE && outcome != OUTCOME_UNCHANGED) return outcome;
    if (stacks->policy.from) policy = apply_policy(operation, stacks->policy.from);
    return policy == OUTCOME_UNCHANGED ? outcome : policy;
}

bool settings_allow_removal(struct operation *operation, const struct node *stack)
{
    const char *now = node_word(stack, "EnableTerminationProtection");
    if (!now || strcmp(now, "true")) return true;
    const struct flag *protect = &operation->stack->settings->protect;
    diag_add(
        operation->diags, FINDING(stack_protected),
        protect->from ? node_place(protect->from) : (struct place){ 0 },
        arena_text(operation->arena, "set stacks: {protect: off}, then run: cfgen deploy%s", operation->same),
        "%s: termination protection is on", operation->stack->name);
    return false;
}
