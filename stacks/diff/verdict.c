#include "stacks/diff/verdict.h"
#include "base/index.h"
#include <string.h>

static bool says(const struct node *map, const char *key, const char *word)
{
    const char *text = node_word(map, key);
    return text && !strcmp(text, word);
}

static enum action action_of(const struct node *change)
{
    return says(change, "Action", "Add")      ? ACTION_ADD
           : says(change, "Action", "Remove") ? ACTION_REMOVE
           : says(change, "Action", "Import") ? ACTION_IMPORT
                                              : ACTION_MODIFY;
}

struct verdicts *verdicts_of(struct arena *arena, const struct node *change_set)
{
    struct verdicts *verdicts = arena_take(arena, sizeof *verdicts);
    struct verdict **end = &verdicts->first;
    const struct node *changes = node_find(change_set, "Changes");
    verdicts->by_id = index_new(arena);
    for (const struct node *n = changes ? changes->first : NULL; n; n = n->next) {
        const struct node *change = node_find(n, "ResourceChange");
        const char *id = node_word(change, "LogicalResourceId");
        if (!id) continue;
        struct verdict *verdict = arena_take(arena, sizeof *verdict);
        *verdict =
            (struct verdict){ .id = id,
                              .physical = node_word(change, "PhysicalResourceId"),
                              .action = action_of(change),
                              .replacement = says(change, "Replacement", "True")          ? REPLACED
                                             : says(change, "Replacement", "Conditional") ? MAY_BE_REPLACED
                                                                                          : UPDATED,
                              .details = node_find(change, "Details") };
        index_add(verdicts->by_id, id, verdict);
        *end = verdict;
        end = &verdict->next;
    }
    return verdicts;
}

static enum replacement recreation_of(const struct node *detail)
{
    const struct node *target = node_find(detail, "Target");
    return says(target, "RequiresRecreation", "Always")          ? REPLACED
           : says(target, "RequiresRecreation", "Conditionally") ? MAY_BE_REPLACED
                                                                 : UPDATED;
}

/* Dynamic is a property that may change: it refers to a resource that does, and most often to what stays of
 * it, such as its ARN. Our own comparison knows whether that resource is replaced.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChangeDetail.html */
static bool is_fact(const struct node *detail)
{
    return !says(detail, "Evaluation", "Dynamic") || says(detail, "ChangeSource", "ParameterReference");
}

/* The strongest that the facts say of the property, up to its first dot; -1: none is about it. */
static int recreation_by(const struct verdict *verdict, const char *property)
{
    int strongest = -1;
    size_t size = strcspn(property, ".");
    for (const struct node *n = verdict->details ? verdict->details->first : NULL; n; n = n->next) {
        const char *name = node_word(node_find(n, "Target"), "Name");
        if (!name || !is_fact(n) || strlen(name) != size || strncmp(name, property, size) != 0) continue;
        if ((int)recreation_of(n) > strongest) strongest = (int)recreation_of(n);
    }
    return strongest;
}

void verdict_row(const struct verdicts *verdicts, const struct changed *changed, struct difference *row)
{
    const struct verdict *verdict = index_find(verdicts->by_id, changed->id);
    enum replacement told = verdict ? verdict->replacement : UPDATED;
    int own = verdict ? recreation_by(verdict, row->property) : -1;
    if (told == UPDATED || own == UPDATED)
        row->replacement = UPDATED;
    else if (told == REPLACED && (own == REPLACED || row->replacement == MAY_BE_REPLACED))
        row->replacement = REPLACED;
}

void verdict_changed(const struct verdicts *verdicts, struct changed *changed)
{
    const struct verdict *verdict =
        strcmp(changed->section, "Resources") ? NULL : index_find(verdicts->by_id, changed->id);
    if (!verdict) return;
    changed->physical = verdict->physical;
    if (verdict->action == ACTION_IMPORT) changed->action = ACTION_IMPORT;
}

bool verdict_cause_of(const struct node *detail, struct verdict_cause *cause)
{
    const struct node *target = node_find(detail, "Target");
    *cause = (struct verdict_cause){ .property = node_word(target, "Name"),
                                     .replacement = recreation_of(detail),
                                     .entity = node_word(detail, "CausingEntity"),
                                     .parameter = says(detail, "ChangeSource", "ParameterReference") };
    return cause->property && says(target, "Attribute", "Properties") && is_fact(detail) &&
           (cause->parameter || cause->replacement == REPLACED);
}
