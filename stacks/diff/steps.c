#include "stacks/diff/steps.h"
#include "base/text.h"
#include "stacks/stateful.h"
#include <string.h>

struct plan {
    struct arena *arena;
    const struct changed *changed;
    struct step *first;
    int last; /* deployment that the resource has a step in so far */
};

static void step_add(struct plan *plan, int deployment, const char *what)
{
    struct step *step = arena_take(plan->arena, sizeof *step), **at = &plan->first;
    *step = (struct step){ NULL, deployment, plan->changed->id, what, plan->changed->cause };
    while (*at && ((*at)->deployment < deployment ||
                   ((*at)->deployment == deployment && strcmp((*at)->id, step->id) <= 0)))
        at = &(*at)->next;
    step->next = *at;
    *at = step;
}

static void step_next(struct plan *plan, const char *what) { step_add(plan, ++plan->last, what); }

static const struct node *property(const struct node *resource, const char *name)
{
    return node_find(node_find(resource, "Properties"), name);
}

/* The item of a list that has this name. */
static const struct node *named(const struct node *list, const char *key, const char *name)
{
    for (const struct node *n = list && list->shape == LIST ? list->first : NULL; n; n = n->next) {
        const char *word = node_word(n, key);
        if (word && !strcmp(word, name)) return n;
    }
    return NULL;
}

static bool same(const struct node *a, const struct node *b, const char *key)
{
    const struct node *x = node_find(a, key), *y = node_find(b, key);
    return x == y || (x && y && node_same(x, y));
}

/* What is in one list and not, or not so, in the other. */
static void each_missing(struct plan *plan, const struct node *list, const struct node *other,
                         const char *key, const char *const *fixed, const char *what)
{
    for (const struct node *n = list && list->shape == LIST ? list->first : NULL; n; n = n->next) {
        const char *name = node_word(n, key);
        const struct node *match = name ? named(other, key, name) : NULL;
        bool missing = name && !match;
        for (const char *const *f = fixed; match && *f; f++) missing = missing || !same(n, match, *f);
        if (missing) step_next(plan, arena_text(plan->arena, what, name));
    }
}

/* One index a deployment is made or deleted; of one that is there, neither keys nor projection can be
 * changed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-table.html#cfn-dynamodb-table-globalsecondaryindexes
 */
static void plan_indexes(struct plan *plan)
{
    static const char *const fixed[] = { "KeySchema", "Projection", NULL };
    const struct node *old = property(plan->changed->old, "GlobalSecondaryIndexes");
    const struct node *now = property(plan->changed->now, "GlobalSecondaryIndexes");
    each_missing(plan, old, now, "IndexName", fixed, "delete the index %s");
    each_missing(plan, now, old, "IndexName", fixed, "create the index %s");
}

static int count_of(const struct node *list) { return list && list->shape == LIST ? list->count : 0; }

/* One replica a deployment, and the first but one needs the stream that carries the writes.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-globaltable.html#cfn-dynamodb-globaltable-replicas
 */
static void plan_replicas(struct plan *plan)
{
    static const char *const fixed[] = { NULL };
    const struct node *old = property(plan->changed->old, "Replicas");
    const struct node *now = property(plan->changed->now, "Replicas");
    bool first = count_of(old) == 1 && count_of(now) > 1;
    if (first && !property(plan->changed->old, "StreamSpecification"))
        step_next(plan, "turn its stream on (stream: new-and-old), still with one replica");
    each_missing(plan, old, now, "Region", fixed, "delete the replica in %s");
    each_missing(plan, now, old, "Region", fixed, "create the replica in %s");
}

/* https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-how-to.html */
static void plan_expiry(struct plan *plan)
{
    const struct node *old = property(plan->changed->old, "TimeToLiveSpecification");
    const struct node *now = property(plan->changed->now, "TimeToLiveSpecification");
    const char *was = node_word(old, "AttributeName"), *is = node_word(now, "AttributeName");
    if (!was || !is || !strcmp(was, is)) return;
    step_next(plan, arena_text(plan->arena, "turn off the expiration by %s", was));
    step_next(plan, arena_text(plan->arena, "one hour later, turn on the expiration by %s", is));
}

static void plan_table(struct plan *plan)
{
    plan_indexes(plan);
    plan_replicas(plan);
    plan_expiry(plan);
}

/* The same table as a resource of another type: only an import leaves its data where it is.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources.html */
static void plan_import(struct plan *plan, const char *type)
{
    if (!stateful_is_retained(plan->changed->old, "DeletionPolicy"))
        step_next(plan, "set DeletionPolicy: Retain on the old resource");
    step_next(plan, "remove it from the template: it is retained with its data, outside the stack");
    step_next(plan, arena_text(plan->arena, "import it as %s, with a change set of type IMPORT", type));
}

/* CloudFormation updates a resource, or makes another one of the same type: what has another type needs
 * another logical ID.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-update-behaviors.html
 */
static void plan_type(struct plan *plan, const char *was, const char *is)
{
    if (text_starts(was, "AWS::DynamoDB::") && text_starts(is, "AWS::DynamoDB::")) {
        plan_import(plan, is);
    } else if (stateful_type(was)) {
        step_next(plan, arena_text(plan->arena, "add the %s under another logical ID and copy the data", is));
        step_next(plan, arena_text(plan->arena, "remove the %s", was));
    } else {
        step_next(plan, arena_text(plan->arena, "remove the %s, or give the %s another logical ID", was, is));
        step_next(plan, arena_text(plan->arena, "add the %s, if it has the same logical ID", is));
    }
}

/* Two of one name cannot be there at once. */
static void plan_name(struct plan *plan, const struct difference *row)
{
    step_next(plan,
              arena_text(plan->arena, "give it another name together with the change of %s", row->path));
    step_next(plan, "give it the old name again, if needed");
}

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html */
static void plan_export(struct plan *plan)
{
    const struct changed *changed = plan->changed;
    const struct node *name = node_find(node_find(changed->old, "Export"), "Name");
    if (!name || (same(node_find(changed->old, "Export"), node_find(changed->now, "Export"), "Name") &&
                  same(changed->old, changed->now, "Value")))
        return;
    const char *word = name->shape == SCALAR ? name->text : changed->id;
    step_next(plan, arena_text(plan->arena, "remove the import of %s from other stacks", word));
    step_next(plan, changed->now ? "change the export" : "remove the export");
}

static void plan_resource(struct plan *plan)
{
    const struct changed *changed = plan->changed;
    const char *was = node_word(changed->old, "Type"), *is = node_word(changed->now, "Type");
    bool table = text_starts(changed->type, "AWS::DynamoDB::");
    if (changed->action != ACTION_MODIFY || !was || !is) return;
    const struct difference *refusal = diff_refusal(changed);
    if (strcmp(was, is) != 0)
        plan_type(plan, was, is);
    else if (refusal)
        plan_name(plan, refusal);
    else if (table && changed->replacement != REPLACED)
        plan_table(plan);
}

const struct step *steps_of(struct arena *arena, const struct diff *diff)
{
    struct plan all = { .arena = arena };
    bool several = false;
    for (const struct changed *c = diff->first; c; c = c->next) {
        all.changed = c;
        all.last = 0;
        if (!strcmp(c->section, "Resources")) plan_resource(&all);
        if (!strcmp(c->section, "Outputs") && c->old) plan_export(&all);
        several = several || all.last > 1;
    }
    return several ? all.first : NULL;
}
