#include "lifecycle/changes.h"
#include "base/text.h"
#include "stacks/stateful.h"
#include "templates/schema/schema.h"
#include <string.h>

static const struct {
    const char *symbol, *word, *count;
} kinds[] = {
    [CHANGE_ADD] = { "+", "add", "to add" },
    [CHANGE_MODIFY] = { "~", "change", "to change" },
    [CHANGE_MAY_REPLACE] = { "?", "may replace", "that may be replaced" },
    [CHANGE_REPLACE] = { "!", "replace", "to replace" },
    [CHANGE_REMOVE] = { "-", "remove", "to remove" },
    [CHANGE_OTHER] = { ">", "other", "other" },
};

static enum change_kind kind_of(const struct node *change)
{
    const char *action = node_word(change, "Action"), *replaced = node_word(change, "Replacement");
    if (!action) return CHANGE_OTHER;
    if (!strcmp(action, "Add")) return CHANGE_ADD;
    if (!strcmp(action, "Remove")) return CHANGE_REMOVE;
    if (strcmp(action, "Modify") != 0) return CHANGE_OTHER;
    if (replaced && !strcmp(replaced, "True")) return CHANGE_REPLACE;
    return replaced && !strcmp(replaced, "Conditional") ? CHANGE_MAY_REPLACE : CHANGE_MODIFY;
}

/* The first property that causes it; one that makes a new resource necessary goes before others. */
static const char *cause_of(const struct node *details)
{
    const char *first = NULL;
    for (const struct node *n = details ? details->first : NULL; n; n = n->next) {
        const struct node *target = node_find(n, "Target");
        const char *name = node_word(target, "Name"), *again = node_word(target, "RequiresRecreation");
        if (name && again && !strcmp(again, "Always")) return name;
        if (name && !first) first = name;
    }
    return first;
}

/* What a detail is about: a property, or an attribute such as Tags. NULL: it does not say. */
static const char *about(const struct node *detail)
{
    const struct node *target = node_find(detail, "Target");
    const char *name = node_word(target, "Name");
    return name ? name : node_word(target, "Attribute");
}

static const char *because(struct arena *arena, const struct node *details)
{
    struct buffer *out = buffer_new(arena);
    for (const struct node *n = details ? details->first : NULL; n; n = n->next) {
        const char *name = about(n);
        bool known = false;
        for (const struct node *m = details->first; m != n && name; m = m->next)
            known = known || (about(m) && !strcmp(about(m), name));
        if (name && !known) buffer_print(out, "%s%s", out->size ? ", " : "", name);
    }
    return out->text;
}

static bool lists(const struct node *schema, const char *key, const char *property)
{
    const struct node *list = node_find(schema, key);
    for (const struct node *n = list ? list->first : NULL; n; n = n->next)
        if (!strcmp(n->text, property)) return true;
    return false;
}

/* Where CloudFormation cannot tell, AWS's schema of the type may: whether one of the properties that change
 * makes a new resource, always or on conditions that only the service knows. */
static bool makes_new(struct operation *operation, const char *type, const struct node *details)
{
    const struct node *schema = schema_find(schemas_new(operation->arena), type);
    for (const struct node *n = details ? details->first : NULL; n && schema; n = n->next) {
        const char *name = node_word(node_find(n, "Target"), "Name");
        const char *evaluation = node_word(n, "Evaluation");
        if (!name || !evaluation || strcmp(evaluation, "Static") != 0) continue;
        if (lists(schema, "createOnlyProperties", name) ||
            lists(schema, "conditionalCreateOnlyProperties", name))
            return true;
    }
    return false;
}

static struct change change_of(struct operation *operation, const struct node *node)
{
    const char *id = node_word(node, "LogicalResourceId"), *type = node_word(node, "ResourceType");
    const char *policy = node_word(node, "PolicyAction");
    const struct node *details = node_find(node, "Details");
    const struct node *resource = node_find(node_find(operation->stack->template, "Resources"), id ? id : "");
    struct change change = { .kind = kind_of(node), .id = id ? id : "", .type = type ? type : "" };
    change.because = change.kind == CHANGE_ADD ? "" : because(operation->arena, details);
    change.place = operation_place(operation, id, cause_of(details));
    change.data = stateful_type(change.type);
    if (change.kind == CHANGE_MAY_REPLACE && change.data && makes_new(operation, change.type, details))
        change.kind = CHANGE_REPLACE;
    change.kept = policy ? strstr(policy, "Retain") || strstr(policy, "Snapshot")
                         : stateful_is_retained(resource, "UpdateReplacePolicy");
    return change;
}

static int order(const struct change *a, const struct change *b)
{
    int apart = (a->kind < b->kind) - (a->kind > b->kind); /* the worst first */
    return apart ? apart : strcmp(a->id, b->id);
}

struct change *changes_read(struct operation *operation, const struct node *change_set)
{
    struct change *first = NULL;
    const struct node *changes = node_find(change_set, "Changes");
    for (const struct node *n = changes ? changes->first : NULL; n; n = n->next) {
        const struct node *resource = node_find(n, "ResourceChange");
        if (!resource) continue;
        struct change *change = arena_take(operation->arena, sizeof *change), **at = &first;
        *change = change_of(operation, resource);
        while (*at && order(*at, change) <= 0) at = &(*at)->next;
        change->next = *at;
        *at = change;
    }
    return first;
}

static int longest(int width, const char *text)
{
    int size = (int)strlen(text);
    return size > width ? size : width;
}

static void say_total(struct operation *operation, const struct change *changes, bool create)
{
    struct buffer *out = buffer_new(operation->arena);
    size_t size = sizeof kinds / sizeof *kinds;
    for (size_t i = 0; i < size; i++) {
        int count = 0;
        for (const struct change *c = changes; c; c = c->next) count += c->kind == (enum change_kind)i;
        if (count) buffer_print(out, "%s%d %s", out->size ? ", " : "", count, kinds[i].count);
    }
    if (!out->size) buffer_text(out, "no resource changes, only outputs, parameters or tags");
    operation_say(operation, "%s in %s%s: %s", operation->stack->name, operation->aws->region,
                  create ? " is new" : "", out->text);
}

void changes_say(struct operation *operation, const struct change *changes, bool create)
{
    int word = 0, id = 0, type = 0;
    for (const struct change *c = changes; c; c = c->next) {
        word = longest(word, kinds[c->kind].word);
        id = longest(id, c->id);
        type = longest(type, c->type);
    }
    say_total(operation, changes, create);
    for (const struct change *c = changes; c; c = c->next) {
        struct buffer *out = buffer_new(operation->arena);
        buffer_print(out, "  %s %-*s  %-*s  %-*s", kinds[c->kind].symbol, word, kinds[c->kind].word, id,
                     c->id, type, c->type);
        if (c->place.file) buffer_print(out, "  %s:%d", c->place.file, c->place.line);
        if (*c->because) buffer_print(out, "  (%s)", c->because);
        if (c->kind == CHANGE_REMOVE && c->kept) buffer_text(out, "  (retained outside the stack)");
        size_t end = out->size;
        while (end && out->text[end - 1] == ' ') end--;
        operation_say(operation, "%.*s", (int)end, out->text);
    }
}

static bool named(struct arena *arena, const struct change *change, const char *const *approved)
{
    for (; approved && *approved; approved++)
        if (stateful_is_named(arena, *approved, change->id, change->type)) return true;
    return false;
}

/* The new, empty one that takes the place of a table or bucket which leaves the stack: most likely its key
 * was renamed. NULL: there is none. */
static const struct change *successor(const struct change *changes, const struct change *left)
{
    const struct change *c = left->kind == CHANGE_REMOVE && left->data && left->kept ? changes : NULL;
    while (c && (c->kind != CHANGE_ADD || strcmp(c->type, left->type) != 0)) c = c->next;
    return c;
}

static bool successors_approved(struct operation *operation, const struct change *changes,
                                const char *const *approved)
{
    bool fine = true;
    for (const struct change *c = changes; c; c = c->next) {
        const struct change *next = successor(changes, c);
        if (!next || named(operation->arena, c, approved)) continue;
        fine = false;
        diag_add(
            operation->diags, FINDING(data_at_risk), next->place,
            arena_text(
                operation->arena,
                "if its key was renamed, add `was` with the old key; otherwise: cfgen deploy%s --approve %s",
                operation->same, c->id),
            "%s would start empty, and %s (%s) would be retained with its data outside the stack", next->id,
            c->id, c->type);
    }
    return fine;
}

bool changes_approved(struct operation *operation, const struct change *changes, const char *const *approved)
{
    bool fine = successors_approved(operation, changes, approved);
    for (const struct change *c = changes; c; c = c->next) {
        bool lost = c->kind == CHANGE_REPLACE || (c->kind == CHANGE_REMOVE && !c->kept);
        if (!c->data || !lost || named(operation->arena, c, approved)) continue;
        fine = false;
        const char *hint =
            arena_text(operation->arena, "to allow it: cfgen deploy%s --approve %s", operation->same, c->id);
        const char *after = c->kept ? "the old resource is retained with its data" : "its data would be lost";
        if (c->kind == CHANGE_REMOVE)
            diag_add(operation->diags, FINDING(data_at_risk), c->place, hint, "%s (%s) would be removed: %s",
                     c->id, c->type, after);
        else
            diag_add(operation->diags, FINDING(data_at_risk), c->place, hint,
                     "%s (%s) would be replaced by a new, empty resource because of %s: %s", c->id, c->type,
                     *c->because ? c->because : "other changes", after);
    }
    for (const struct change *c = changes; c; c = c->next)
        if (c->data && c->kind == CHANGE_MAY_REPLACE)
            diag_add(operation->diags, FINDING(data_may_move), c->place, NULL,
                     "CloudFormation may replace %s (%s) with a new, empty resource because of %s", c->id,
                     c->type, c->because);
    return fine;
}
