#include "lifecycle/inventory.h"
#include "aws/cloudformation.h"
#include "base/text.h"
#include "stacks/stateful.h"
#include "stacks/template_text.h"
#include <string.h>

enum { DEEPEST = 32 }; /* levels of nested stacks: more than anybody has */

struct reading {
    struct operation *operation;
    struct inventory *inventory;
    struct held **end;
};

/* A stack, or one nested in it. */
struct level {
    const char *stack;            /* its id */
    const char *prefix;           /* of its resources' names */
    const struct node *resources; /* of its template */
    int depth;
};

/* NULL after a finding. */
static const struct node *template_resources(struct operation *operation, const char *stack, const char *text)
{
    struct diags *aside = diags_new(operation->arena);
    const char *name = arena_text(operation->arena, "%s, as deployed", operation->stack->name);
    const struct node *root =
        template_read(operation->arena, aside, name, (struct bytes){ text, strlen(text) });
    const struct node *resources = root && root->shape == MAP ? node_find(root, "Resources") : NULL;
    if (!aside->errors && resources && resources->shape == MAP) return resources;
    const struct diag *first = aside->first;
    diag_add(operation->diags, FINDING(template_unreadable), (struct place){ 0 }, "nothing was deleted",
             "deployed template of %s cannot be read: %s", stack,
             first ? arena_text(operation->arena, "line %d: %s", first->place.line, first->text)
                   : "no Resources");
    return NULL;
}

/* NULL: it has none, or none that is certain: a function, or two that differ. */
static const char *own_policy(const struct node *resource)
{
    const struct node *policy = NULL;
    for (const struct node *n = resource->shape == MAP ? resource->first : NULL; n; n = n->next) {
        if (strcmp(n->key, "DeletionPolicy") != 0) continue;
        if (policy || n->shape != SCALAR) return NULL;
        policy = n;
    }
    return policy ? policy->text : NULL;
}

/* JSON may have a key twice, and whether CloudFormation takes the first or the last is not documented. */
static const char *deletion_policy(const struct node *resources, const char *id)
{
    const char *policy = NULL;
    int count = 0;
    for (const struct node *n = resources->first; n; n = n->next) {
        if (strcmp(n->key, id) != 0) continue;
        policy = own_policy(n);
        count++;
    }
    return count == 1 ? policy : NULL;
}

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html */
static bool takes_snapshots(const char *type)
{
    static const char *const types[] = {
        "AWS::DocDB::DBCluster",   "AWS::EC2::Volume",      "AWS::ElastiCache::CacheCluster",
        "AWS::Neptune::DBCluster", "AWS::RDS::DBCluster",   "AWS::ElastiCache::ReplicationGroup",
        "AWS::RDS::DBInstance",    "AWS::Redshift::Cluster"
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!strcmp(type, types[i])) return true;
    return false;
}

static void add(struct reading *reading, struct held held)
{
    *reading->end = arena_take(reading->operation->arena, sizeof held);
    **reading->end = held;
    reading->end = &(*reading->end)->next;
}

static enum outcome read_level(struct reading *, struct level);

static enum outcome read_resource(struct reading *reading, const struct level *level,
                                  const struct node *summary)
{
    struct arena *arena = reading->operation->arena;
    const char *id = node_word(summary, "LogicalResourceId"), *type = node_word(summary, "ResourceType");
    const char *status = node_word(summary, "ResourceStatus");
    const char *physical = node_word(summary, "PhysicalResourceId");
    if (!id || !type || !physical || !*physical || (status && !strcmp(status, "DELETE_COMPLETE")))
        return OUTCOME_DONE;
    reading->inventory->resources++;
    const char *policy = deletion_policy(level->resources, id);
    struct held held = { .id = arena_join(arena, level->prefix, id), .type = type, .physical = physical };
    held.at = operation_place(reading->operation, level->depth ? NULL : id, NULL);
    held.snapshot = policy && !strcmp(policy, "Snapshot") && takes_snapshots(type);
    held.kept = held.snapshot || (status && !strcmp(status, "DELETE_SKIPPED")) ||
                (policy && (!strcmp(policy, "Retain") || !strcmp(policy, "RetainExceptOnCreate")));
    if (!strcmp(type, "AWS::CloudFormation::Stack") && !held.kept)
        return read_level(reading, (struct level){ .stack = physical,
                                                   .prefix = arena_join(arena, held.id, "/"),
                                                   .depth = level->depth + 1 });
    /* Whoever wrote this, or keep: false, has said already that it may be lost. */
    held.named = !held.kept && policy && !strcmp(policy, "Delete");
    if (held.kept || stateful_type(type)) add(reading, held);
    return OUTCOME_DONE;
}

static enum outcome read_level(struct reading *reading, struct level level)
{
    struct operation *operation = reading->operation;
    if (level.depth > DEEPEST) {
        diag_add(operation->diags, FINDING(template_unreadable), (struct place){ 0 }, "nothing was deleted",
                 "%s is nested more than %d stacks deep: what it holds is not known", level.stack, DEEPEST);
        return OUTCOME_FINDINGS;
    }
    const struct node *all = cloudformation_resources(operation->aws, operation->arena, level.stack);
    if (!all) return operation_failed(operation);
    if (!all->first) return OUTCOME_DONE; /* nor may there be a template */
    const char *text = cloudformation_template(operation->aws, operation->arena, level.stack);
    if (!text) return operation_failed(operation);
    level.resources = template_resources(operation, level.stack, text);
    enum outcome outcome = level.resources ? OUTCOME_DONE : OUTCOME_FINDINGS;
    for (const struct node *n = all->first; n && outcome == OUTCOME_DONE; n = n->next)
        outcome = read_resource(reading, &level, n);
    return outcome;
}

enum outcome inventory_read(struct operation *operation, struct inventory *inventory, const char *stack)
{
    *inventory = (struct inventory){ 0 };
    struct reading reading = { operation, inventory, &inventory->held };
    return read_level(&reading, (struct level){ .stack = stack, .prefix = "" });
}
