#include "lifecycle/failure.h"
#include "aws/cloudformation.h"
#include "lifecycle/status.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A guess: the longest key that stands in the text as a word of its own. */
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

/* The child that a step of a JSON pointer names (RFC 6901; CloudFormation's has no ~), also in a list. */
static const struct node *step(const struct node *node, const char *name, size_t size)
{
    long position = 0;
    for (const struct node *n = node->shape == SCALAR ? NULL : node->first; n; n = n->next, position++) {
        bool named = node->shape == MAP && strlen(n->key) == size && !strncmp(n->key, name, size);
        bool counted =
            node->shape == LIST && isdigit((unsigned char)*name) && strtol(name, NULL, 10) == position;
        if (named || counted) return n;
    }
    return NULL;
}

/* The place of the deepest value that a pointer, /A/0/B, leads to; in a sentence it ends where no name goes
 * on. */
static struct place pointer_place(const struct node *node, const char *pointer)
{
    struct place place = { 0 };
    while (node) {
        if (node->place.file) place = node->place;
        if (*pointer != '/') break;
        size_t size = strcspn(++pointer, "/:,;)]'\" \n");
        node = step(node, pointer, size);
        pointer += size;
    }
    return place;
}

/* AWS says where: by a path of the template, or in the resource's schema (#/Property/0/Name). */
static struct place place_said(struct operation *operation, const char *id, const char *words)
{
    const struct node *template = operation->stack->template;
    const struct node *resource = node_find(node_find(template, "Resources"), id);
    const char *pointer = strstr(words, "#/");
    if (!strncmp(words, "/Resources/", strlen("/Resources/"))) return pointer_place(template, words);
    return pointer ? pointer_place(node_find(resource, "Properties"), pointer + 1) : (struct place){ 0 };
}

static struct blame blame_of(struct operation *operation, const char *id, const char *words)
{
    const struct node *resource = node_find(node_find(operation->stack->template, "Resources"), id);
    const struct place said = place_said(operation, id, words);
    if (said.file) return (struct blame){ said, NULL };
    const char *key = key_named(node_find(resource, "Properties"), words);
    return (struct blame){ operation_place(operation, id, key), key };
}

struct blame failure_blame(struct operation *operation, const char *words)
{
    const struct node *resources = node_find(operation->stack->template, "Resources");
    const char *id = key_named(resources, words);
    if (id) {
        struct blame blame = blame_of(operation, id, words);
        if (!blame.near) blame.near = id;
        return blame;
    }
    const struct node *parameters = node_find(operation->stack->template, "Parameters");
    id = key_named(parameters, words);
    return id ? (struct blame){ node_find(parameters, id)->key_place, id } : (struct blame){ { 0 }, NULL };
}

void failure_near(struct diags *diags, struct diag *diag, const struct blame *blame)
{
    if (blame->near && blame->place.file)
        diag_note(diags, diag, (struct place){ 0 },
                  "the error is near this line: AWS gives no path, and its message mentions %s", blame->near);
}

bool failure_validation(struct operation *operation, const char *key, const char *id,
                        const struct finding *finding, const char *hint)
{
    const struct node *events = cloudformation_validation(operation->aws, operation->arena, key, id);
    bool reported = false;
    for (const struct node *n = events ? events->first : NULL; n; n = n->next) {
        const char *resource = node_word(n, "LogicalResourceId"), *path = node_word(n, "ValidationPath");
        const char *reason = node_word(n, "ValidationStatusReason");
        if (!resource || !reason) continue;
        struct blame blame = blame_of(operation, resource, path ? path : reason);
        struct diag *diag = diag_add(operation->diags, finding, blame.place, reported ? NULL : hint, "%s: %s",
                                     resource, reason);
        failure_near(operation->diags, diag, &blame);
        reported = true;
    }
    return reported;
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
        struct blame blame = blame_of(operation, f->id, f->reason);
        struct diag *diag = diag_add(operation->diags, FINDING(resource_failed), blame.place,
                                     first ? NULL : hint, "%s (%s) could not be %s: %s", f->id, f->type,
                                     f->back ? "rolled back" : status_verb(f->status),
                                     *f->reason ? f->reason : "AWS gave no reason");
        failure_near(operation->diags, diag, &blame);
        if (!first) first = diag;
    }
    if (!first)
        report_stack(operation, watch, hint);
    else if (followed)
        diag_note(operation->diags, first, (struct place){ 0 }, "%d other resource%s canceled because of it",
                  followed, followed > 1 ? "s were" : " was");
}
