#include "stacks/diff/canonical_set.h"
#include "base/json.h"
#include <stdlib.h>
#include <string.h>

struct sorted {
    const char *text;
    struct node *node;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct sorted *)a)->text, ((const struct sorted *)b)->text);
}

void canonical_sort(struct node *list)
{
    if (list->count < 2) return;
    struct sorted *items = arena_take(list->arena, ((size_t)list->count + 1) * sizeof *items);
    size_t count = 0;
    for (struct node *n = list->first; n; n = n->next) {
        struct buffer *text = buffer_new(list->arena);
        json_print(text, n, JSON_CANONICAL);
        items[count++] = (struct sorted){ text->text, n };
    }
    qsort(items, count, sizeof *items, by_text);
    list->first = list->last = NULL;
    for (size_t i = 0; i < count; i++) {
        items[i].node->next = NULL;
        if (list->last)
            list->last->next = items[i].node;
        else
            list->first = items[i].node;
        list->last = items[i].node;
    }
}

/* Schemas say which lists have no order, by insertionOrder and where items are unique; these say less than
 * AWS does. https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html */
static const char *const unordered[] = {
    "AlarmActions", "AttributeDefinitions", "Dimensions", "GlobalSecondaryIndexes", "InsufficientDataActions",
    "KeySchema", "LocalSecondaryIndexes", "ManagedPolicyArns", "OKActions", "Policies", "Replicas",
    "SecurityGroupEgress", "SecurityGroupIds", "SecurityGroupIngress", "SubnetIds", "Subnets", "Tags",
    /* of policy documents */
    "AWS", "Action", "Federated", "NotAction", "NotResource", "Resource", "Service", "Statement"
};
/* A later layer's files lie over an earlier one's, CloudFront and CORS take the first rule that fits, a
 * resolver asks the first server first, and columns of a key are sorted in turn. */
static const char *const ordered[] = { "CacheBehaviors",
                                       "ClusteringKeyColumns",
                                       "Command",
                                       "CorsRules",
                                       "DnsSearchDomains",
                                       "DnsServers",
                                       "EntryPoint",
                                       "Layers",
                                       "OnExceptionSteps",
                                       "OrderedUserSecretVersionStages",
                                       "PartitionColumns",
                                       "PartitionKeyColumns",
                                       "PathParameterValues",
                                       "PlacementStrategies",
                                       "Polygon",
                                       "Steps",
                                       "SubSlots" };

static bool among(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(names[i], name)) return true;
    return false;
}

bool canonical_is_set(struct schemas *schemas, const char *type, const char *path)
{
    if (!type || !path || !*path) return false;
    const char *dot = strrchr(path, '.'), *name = dot ? dot + 1 : path;
    if (among(ordered, sizeof ordered / sizeof *ordered, name)) return false;
    if (among(unordered, sizeof unordered / sizeof *unordered, name)) return true;
    const struct node *rule = schema_property(schemas, type, path);
    const char *order = node_word(rule, "insertionOrder"), *unique = node_word(rule, "uniqueItems");
    return (order && !strcmp(order, "false")) || (unique && !strcmp(unique, "true"));
}
