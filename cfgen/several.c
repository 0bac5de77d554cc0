#include "cfgen/several.h"
#include "aws/cloudformation.h"
#include "templates/buckets/bucket_replication.h"
#include "templates/generate.h"
#include <string.h>

const struct stack *several_stack(const struct several *several, int which)
{
    const struct stack *stack = several->stacks;
    while (which--) stack = stack->next;
    return stack;
}

bool several_chosen(const struct several *several, int which)
{
    const char *own = several_stack(several, which)->region;
    return !several->only || (own && !strcmp(own, several->only));
}

struct several *several_new(struct run *run, const struct service_options *service,
                            const struct remote *remote, const char *timeout, struct stack *stacks)
{
    if (!load_choose(run, service, stacks)) return NULL;
    struct several *several = arena_take(run->arena, sizeof *several);
    *several = (struct several){ run, service, remote, timeout, stacks, 0, NULL, NULL };
    int regions = 0;
    for (const struct stack *s = stacks; s; s = s->next) {
        several->count++;
        regions += regions || s->primary;
    }
    if (regions > 1) several->only = service->region;
    several->members = arena_take(run->arena, (size_t)several->count * sizeof *several->members);
    return several;
}

struct operation *several_operation(struct several *several, int which, enum exit_code *code)
{
    struct member *member = &several->members[which];
    const struct operation *other = NULL;
    if (member->operation) return member->operation;
    for (int i = 0; i < several->count && !other; i++) other = several->members[i].operation;
    const struct stack *stack = several_stack(several, which);
    if (other)
        member->operation = remote_sibling(several->run, several->remote, other, stack, code);
    else
        member->operation = remote_operation(several->run, several->remote, stack, several->timeout, code);
    if (member->operation && several->count > 1 && stack->region && !several->service->region)
        member->operation->same =
            arena_text(several->run->arena, "%s --region %s", member->operation->same, stack->region);
    return member->operation;
}

static enum outcome member_read(struct several *several, int which)
{
    struct member *member = &several->members[which];
    enum exit_code code;
    struct operation *operation = several_operation(several, which, &code);
    if (!operation) return OUTCOME_FINDINGS;
    if (member->is_read) return OUTCOME_DONE;
    member->live = cloudformation_stack(operation->aws, operation->arena, operation->stack->name);
    if (!member->live && !cloudformation_absent(operation->aws)) return operation_failed(operation);
    member->is_read = true;
    return OUTCOME_DONE;
}

static const char *region_of(const struct several *several, int which)
{
    const struct operation *operation = several->members[which].operation;
    const char *region = several_stack(several, which)->region;
    return region ? region : operation ? operation->aws->region : "";
}

static const char *output_of(const struct node *live, const char *name)
{
    const struct node *outputs = node_find(live, "Outputs");
    for (const struct node *n = outputs ? outputs->first : NULL; n; n = n->next) {
        const char *key = node_word(n, "OutputKey");
        if (key && !strcmp(key, name)) return node_word(n, "OutputValue");
    }
    return NULL;
}

static enum outcome import(struct several *several, const struct stack_import *import, int from,
                           struct node *known)
{
    enum outcome outcome = member_read(several, from);
    if (outcome != OUTCOME_DONE) return outcome;
    const char *value = output_of(several->members[from].live, import->name);
    if (value) {
        node_set(known, import->name, node_text(known->arena, value));
        return OUTCOME_DONE;
    }
    const struct stack *stack = several_stack(several, from);
    diag_add(several->run->diags, FINDING(stack_before), (struct place){ 0 },
             "run cfgen deploy without --region to deploy all stacks in order",
             "%s in %s has no output %s yet", stack->name, region_of(several, from), import->name);
    return OUTCOME_FINDINGS;
}

/* A bucket must be there before another can be replicated to it: at first all are made without. */
static enum outcome replication(struct several *several, int which, struct node *known)
{
    const struct node *parameters = node_find(several_stack(several, which)->template, "Parameters");
    if (!node_find(parameters, REPLICATION_PARAMETER)) return OUTCOME_DONE;
    bool all = true;
    for (int i = 0; i < several->count; i++) {
        enum outcome outcome = i == which ? OUTCOME_DONE : member_read(several, i);
        if (outcome != OUTCOME_DONE) return outcome;
        all = all && (i == which || several->members[i].live);
    }
    several->members[which].waits = !all;
    node_set(known, REPLICATION_PARAMETER, node_text(known->arena, all ? "true" : "false"));
    return OUTCOME_DONE;
}

enum outcome several_imports(struct several *several, int which, struct node *known)
{
    enum outcome outcome = replication(several, which, known);
    for (const struct stack_import *i = several_stack(several, which)->imports; i; i = i->next) {
        int from = 0;
        while (several_stack(several, from) != i->from) from++;
        enum outcome one = import(several, i, from, known);
        if (one != OUTCOME_DONE) outcome = one;
    }
    return outcome;
}

bool several_reload(struct several *several, int which, const struct node *known)
{
    struct stack *stack = load_stacks(several->run, several->service, ERROR, known);
    if (!load_choose(several->run, several->service, stack)) return false;
    for (int i = 0; stack && i < which; i++) stack = stack->next;
    if (!stack || several->run->diags->errors) return false;
    several->members[which].operation->stack = stack;
    return true;
}

const char *several_result(const struct member *member)
{
    if (!member->started) return "not started";
    switch (member->outcome) {
    case OUTCOME_DONE:
        return "deployed";
    case OUTCOME_UNCHANGED:
        return "up to date";
    case OUTCOME_FINDINGS:
    case OUTCOME_APPROVAL:
        return "unchanged";
    case OUTCOME_ROLLED_BACK:
        return "failed and was rolled back";
    case OUTCOME_STOPPED:
        return "stopped";
    case OUTCOME_TIMEOUT:
        return "not finished";
    default:
        return "failed";
    }
}

void several_table(const struct several *several)
{
    int name = 5, region = 6;
    FILE *err = several->run->err;
    if (several->count < 2 || several->only) return;
    for (int i = 0; i < several->count; i++) {
        int own = (int)strlen(several_stack(several, i)->name), where = (int)strlen(region_of(several, i));
        if (own > name) name = own;
        if (where > region) region = where;
    }
    fprintf(err, "\n%-*s  %-*s  %s\n", name, "STACK", region, "REGION", "STATE");
    for (int i = 0; i < several->count; i++)
        if (several_chosen(several, i))
            fprintf(err, "%-*s  %-*s  %s\n", name, several_stack(several, i)->name, region,
                    region_of(several, i), several_result(&several->members[i]));
}
