#include "aws/cloudformation.h"
#include <string.h>

static const struct node *ask(struct aws *aws, struct arena *arena, const char *action,
                              const struct pairs *form)
{
    return aws_query(aws, arena, "cloudformation", "2010-05-15", action, form);
}

static struct pairs *form_of(struct arena *arena, const char *name, const char *value)
{
    struct pairs *form = pairs_new(arena);
    pairs_add(form, name, value);
    return form;
}

/* Moves the items of `from` behind those of `to`; in front, when reversed. */
static void move(struct node *to, struct node *from, bool reversed)
{
    for (struct node *n = from ? from->first : NULL, *next; n; n = next) {
        next = n->next;
        if (!reversed) {
            node_add(to, NULL, n);
            continue;
        }
        n->key = NULL;
        n->next = to->first;
        to->first = n;
        if (!to->last) to->last = n;
        to->count++;
    }
}

const struct node *cloudformation_stack(struct aws *aws, struct arena *arena, const char *name)
{
    const struct node *result = ask(aws, arena, "DescribeStacks", form_of(arena, "StackName", name));
    const struct node *stacks = node_find(result, "Stacks");
    const struct node *stack = stacks ? stacks->first : NULL;
    if (stack) return aws_word(aws, stack, "StackId") && aws_word(aws, stack, "StackStatus") ? stack : NULL;
    if (!result) return NULL;
    aws->error = (struct aws_error){ .action = "cloudformation:DescribeStacks",
                                     .host = aws->error.host,
                                     .code = "ValidationError",
                                     .message = "the stack does not exist",
                                     .request_id = "" };
    return NULL;
}

bool cloudformation_absent(const struct aws *aws)
{
    return aws_error_is(aws, "ValidationError") && strstr(aws->error.message, "does not exist");
}

static void add_map(struct pairs *form, const struct node *map, const char *list, const char *key,
                    const char *value)
{
    int number = 1;
    for (const struct node *n = map ? map->first : NULL; n; n = n->next) {
        if (n->shape != SCALAR) continue; /* only CloudFormation knows it, and it takes no functions here */
        pairs_add(form, arena_text(form->arena, "%s.member.%d.%s", list, number, key), n->key);
        pairs_add(form, arena_text(form->arena, "%s.member.%d.%s", list, number++, value), n->text);
    }
}

static void add_kept(struct pairs *form, const struct change_set *set)
{
    int number = set->parameters ? set->parameters->count + 1 : 1;
    for (const struct node *n = set->kept ? set->kept->first : NULL; n; n = n->next, number++) {
        pairs_add(form, arena_text(form->arena, "Parameters.member.%d.ParameterKey", number), n->key);
        pairs_add(form, arena_text(form->arena, "Parameters.member.%d.UsePreviousValue", number), "true");
    }
}

static void add_list(struct pairs *form, const struct node *list, const char *name)
{
    int number = 1;
    for (const struct node *n = list ? list->first : NULL; n; n = n->next)
        pairs_add(form, arena_text(form->arena, "%s.member.%d", name, number++), n->text);
}

const char *cloudformation_change_set(struct aws *aws, struct arena *arena, const struct change_set *set)
{
    struct pairs *form = form_of(arena, "StackName", set->stack);
    pairs_add(form, "ChangeSetName", set->name);
    pairs_add(form, "ChangeSetType", set->create ? "CREATE" : "UPDATE");
    pairs_add(form, "ClientToken", set->token);
    /* A first deployment that fails leaves nothing behind that the next one would have to clear away. */
    if (set->create) pairs_add(form, "OnStackFailure", "DELETE");
    if (set->description) pairs_add(form, "Description", set->description);
    pairs_add(form, set->location ? "TemplateURL" : "TemplateBody",
              set->location ? set->location : set->template);
    add_map(form, set->parameters, "Parameters", "ParameterKey", "ParameterValue");
    add_kept(form, set);
    add_map(form, set->tags, "Tags", "Key", "Value");
    add_list(form, set->notify, "NotificationARNs");
    if (set->role) pairs_add(form, "RoleARN", set->role);
    pairs_add(form, "Capabilities.member.1", "CAPABILITY_IAM");
    pairs_add(form, "Capabilities.member.2", "CAPABILITY_NAMED_IAM");
    pairs_add(form, "Capabilities.member.3", "CAPABILITY_AUTO_EXPAND");
    return aws_word(aws, ask(aws, arena, "CreateChangeSet", form), "Id");
}

/* Of the page behind this one; NULL: it is the last, or leads to itself. */
static const char *next_token(const struct node *page, const char *token)
{
    const char *next = node_word(page, "NextToken");
    return next && *next && strcmp(next, token) != 0 ? next : NULL;
}

const struct node *cloudformation_changes(struct aws *aws, struct arena *arena, const char *stack,
                                          const char *change_set)
{
    struct node *changes = node_list(arena), *described = NULL;
    for (const char *token = ""; token;) {
        struct pairs *form = form_of(arena, "ChangeSetName", change_set);
        if (stack) pairs_add(form, "StackName", stack);
        if (*token) pairs_add(form, "NextToken", token);
        const struct node *page = ask(aws, arena, "DescribeChangeSet", form);
        if (!aws_word(aws, page, "Status") || !aws_word(aws, page, "StackId")) return NULL;
        if (!described) described = node_copy(arena, page);
        move(changes, node_find(page, "Changes"), false);
        token = next_token(page, token);
    }
    node_set(described, "Changes", changes);
    return described;
}

bool cloudformation_execute(struct aws *aws, struct arena *arena, const char *change_set, const char *token)
{
    struct pairs *form = form_of(arena, "ChangeSetName", change_set);
    pairs_add(form, "ClientRequestToken", token);
    return ask(aws, arena, "ExecuteChangeSet", form);
}

bool cloudformation_change_set_delete(struct aws *aws, struct arena *arena, const char *stack,
                                      const char *name)
{
    struct pairs *form = form_of(arena, "StackName", stack);
    pairs_add(form, "ChangeSetName", name);
    return ask(aws, arena, "DeleteChangeSet", form);
}

const struct node *cloudformation_change_sets(struct aws *aws, struct arena *arena, const char *stack)
{
    struct node *sets = node_list(arena);
    for (const char *token = ""; token;) {
        struct pairs *form = form_of(arena, "StackName", stack);
        if (*token) pairs_add(form, "NextToken", token);
        const struct node *page = ask(aws, arena, "ListChangeSets", form);
        if (!page) return NULL;
        move(sets, node_find(page, "Summaries"), false);
        token = next_token(page, token);
    }
    return sets;
}

const struct node *cloudformation_validation(struct aws *aws, struct arena *arena, const char *key,
                                             const char *id)
{
    struct pairs *form = form_of(arena, key, id);
    pairs_add(form, "Filters.FailedEvents", "true");
    const struct node *result = ask(aws, arena, "DescribeEvents", form);
    const struct node *events = node_find(result, "OperationEvents");
    return events || !result ? events : node_list(arena);
}

const struct node *cloudformation_events(struct aws *aws, struct arena *arena, const char *stack,
                                         const char *known)
{
    struct node *events = node_list(arena);
    for (const char *token = ""; token;) {
        struct pairs *form = form_of(arena, "StackName", stack);
        if (*token) pairs_add(form, "NextToken", token);
        const struct node *page = ask(aws, arena, "DescribeStackEvents", form);
        if (!page) return NULL;
        struct node *list = node_find(page, "StackEvents"), *newer = node_list(arena);
        bool met = false;
        for (struct node *n = list ? list->first : NULL, *next; n && !met; n = next) {
            const char *id = node_word(n, "EventId");
            next = n->next;
            met = known && id && !strcmp(id, known);
            if (!met) node_add(newer, NULL, n);
        }
        move(events, newer, true);
        token = met ? NULL : next_token(page, token);
    }
    return events;
}

const struct node *cloudformation_newest(struct aws *aws, struct arena *arena, const char *stack)
{
    const struct node *page = ask(aws, arena, "DescribeStackEvents", form_of(arena, "StackName", stack));
    const struct node *events = node_find(page, "StackEvents");
    return events || !page ? events : node_list(arena);
}

const struct node *cloudformation_resources(struct aws *aws, struct arena *arena, const char *stack)
{
    struct node *resources = node_list(arena);
    for (const char *token = ""; token;) {
        struct pairs *form = form_of(arena, "StackName", stack);
        if (*token) pairs_add(form, "NextToken", token);
        const struct node *page = ask(aws, arena, "ListStackResources", form);
        if (!page) return NULL;
        move(resources, node_find(page, "StackResourceSummaries"), false);
        token = next_token(page, token);
    }
    return resources;
}

const char *cloudformation_drift_detect(struct aws *aws, struct arena *arena, const char *stack)
{
    const struct node *result = ask(aws, arena, "DetectStackDrift", form_of(arena, "StackName", stack));
    return aws_word(aws, result, "StackDriftDetectionId");
}

const struct node *cloudformation_drift_status(struct aws *aws, struct arena *arena, const char *id)
{
    struct pairs *form = form_of(arena, "StackDriftDetectionId", id);
    const struct node *result = ask(aws, arena, "DescribeStackDriftDetectionStatus", form);
    return aws_word(aws, result, "DetectionStatus") ? result : NULL;
}

const struct node *cloudformation_drifts(struct aws *aws, struct arena *arena, const char *stack)
{
    struct node *drifts = node_list(arena);
    for (const char *token = ""; token;) {
        struct pairs *form = form_of(arena, "StackName", stack);
        pairs_add(form, "StackResourceDriftStatusFilters.member.1", "MODIFIED");
        pairs_add(form, "StackResourceDriftStatusFilters.member.2", "DELETED");
        if (*token) pairs_add(form, "NextToken", token);
        const struct node *page = ask(aws, arena, "DescribeStackResourceDrifts", form);
        if (!page) return NULL;
        move(drifts, node_find(page, "StackResourceDrifts"), false);
        token = next_token(page, token);
    }
    return drifts;
}

const char *cloudformation_template(struct aws *aws, struct arena *arena, const char *stack)
{
    return aws_word(aws, ask(aws, arena, "GetTemplate", form_of(arena, "StackName", stack)), "TemplateBody");
}

bool cloudformation_delete(struct aws *aws, struct arena *arena, const char *stack)
{
    return ask(aws, arena, "DeleteStack", form_of(arena, "StackName", stack));
}

bool cloudformation_cancel(struct aws *aws, struct arena *arena, const char *stack)
{
    return ask(aws, arena, "CancelUpdateStack", form_of(arena, "StackName", stack));
}

bool cloudformation_protect(struct aws *aws, struct arena *arena, const char *stack, bool protect)
{
    struct pairs *form = form_of(arena, "StackName", stack);
    pairs_add(form, "EnableTerminationProtection", protect ? "true" : "false");
    return ask(aws, arena, "UpdateTerminationProtection", form);
}

const char *cloudformation_policy(struct aws *aws, struct arena *arena, const char *stack)
{
    const struct node *result = ask(aws, arena, "GetStackPolicy", form_of(arena, "StackName", stack));
    const char *policy = node_word(result, "StackPolicyBody");
    return policy || !result ? policy : "";
}

bool cloudformation_policy_set(struct aws *aws, struct arena *arena, const char *stack, const char *policy)
{
    struct pairs *form = form_of(arena, "StackName", stack);
    pairs_add(form, "StackPolicyBody", policy);
    return ask(aws, arena, "SetStackPolicy", form);
}
