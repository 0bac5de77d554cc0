#include "lifecycle/failure.h"
#include "aws/cloudformation.h"
#include "lifecycle/status.h"
#include <ctype.h>
#include <string.h>

/* The longest key that stands in the text as a word of its own. */
static const char *key_named(const struct node *map, const char *words)
{
    const char *best = NULL;
    for (const struct node *n = map ? map->first : NULL; n; n = n->next) {
        size_t size = strlen(n->key);
        if (!size || (best && size <= strlen(best))) continue;
        for (const char *at = words; (at = strstr(at, n->key)); at += size) {
            bool begins = at == words || !isalnum((unsigned char)at[-1]);
            if (!begins || isalnum((unsigned char)at[size])) continue;
            best = n->key;
            break;
        }
    }
    return best;
}

struct place failure_place(struct operation *operation, const char *id, const char *words)
{
    const struct node *resource = node_find(node_find(operation->stack->template, "Resources"), id);
    return operation_place(operation, id, key_named(node_find(resource, "Properties"), words));
}

struct place failure_place_of(struct operation *operation, const char *words)
{
    const struct node *resources = node_find(operation->stack->template, "Resources");
    const char *id = key_named(resources, words);
    if (id) return failure_place(operation, id, words);
    const struct node *parameters = node_find(operation->stack->template, "Parameters");
    id = key_named(parameters, words);
    return id ? node_find(parameters, id)->key_place : (struct place){ 0 };
}

bool failure_validation(struct operation *operation, const char *key, const char *id,
                        const struct finding *finding, const char *hint)
{
    const struct node *events = cloudformation_validation(operation->aws, operation->arena, key, id);
    bool told = false;
    for (const struct node *n = events ? events->first : NULL; n; n = n->next) {
        const char *resource = node_word(n, "LogicalResourceId"), *path = node_word(n, "ValidationPath");
        const char *reason = node_word(n, "ValidationStatusReason");
        if (!resource || !reason) continue;
        diag_add(operation->diags, finding, failure_place(operation, resource, path ? path : reason),
                 told ? NULL : hint, "%s: %s", resource, reason);
        told = true;
    }
    return told;
}

static bool is_cause(const struct failed *failed)
{
    return !failed->whole && !reason_follows(failed->reason);
}

/* Without one that failed by itself: what the stack says. */
static void report_stack(struct operation *operation, const struct watch *watch, const char *hint)
{
    const char *reason = "";
    for (const struct failed *f = watch->failed; f; f = f->next)
        if (f->whole && *f->reason && !*reason) reason = f->reason;
    for (const struct resource_state *s = watch->states; s && !*reason; s = s->next)
        if (s->whole) reason = s->reason;
    if (strstr(reason, "DescribeEvents") &&
        failure_validation(operation, "StackName", watch->stack, FINDING(resource_failed), hint))
        return;
    diag_add(operation->diags, FINDING(stack_failed), (struct place){ 0 }, hint, "%s is %s%s%s",
             operation->stack->name, watch->status, *reason ? ": " : "", reason);
}

void failure_report(struct operation *operation, const struct watch *watch, const char *hint)
{
    struct diag *first = NULL;
    int followed = 0;
    for (const struct failed *f = watch->failed; f; f = f->next) {
        followed += !f->whole && !is_cause(f);
        if (!is_cause(f)) continue;
        struct diag *diag = diag_add(
            operation->diags, FINDING(resource_failed), failure_place(operation, f->id, f->reason),
            first ? NULL : hint, "%s (%s) could not be %s: %s", f->id, f->type,
            f->back ? "rolled back" : status_verb(f->status), *f->reason ? f->reason : "AWS gave no reason");
        if (!first) first = diag;
    }
    if (!first)
        report_stack(operation, watch, hint);
    else if (followed)
        diag_note(operation->diags, first, (struct place){ 0 }, "%d other resource%s canceled because of it",
                  followed, followed > 1 ? "s were" : " was");
}
