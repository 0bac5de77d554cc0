#include "stacks/diff/update_policy.h"
#include <string.h>

/* The switch is a path below UpdatePolicy. `property` "": all that the schema says may replace the resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-updatepolicy.html */
static const struct {
    const char *type, *property, *key, *below;
    enum replacement on, off;
} policies[] = {
    { "AWS::AutoScaling::AutoScalingGroup", "", "AutoScalingReplacingUpdate", "WillReplace", REPLACED,
      UPDATED },
    { "AWS::ElastiCache::ReplicationGroup", "NodeGroupConfiguration", "UseOnlineResharding", NULL, UPDATED,
      MAY_BE_REPLACED },
    { "AWS::ElastiCache::ReplicationGroup", "NumNodeGroups", "UseOnlineResharding", NULL, UPDATED, REPLACED },
    { "AWS::Elasticsearch::Domain", "ElasticsearchVersion", "EnableVersionUpgrade", NULL, UPDATED, REPLACED },
    { "AWS::OpenSearchService::Domain", "EngineVersion", "EnableVersionUpgrade", NULL, UPDATED, REPLACED },
};

static bool is_at(const char *property, const char *path)
{
    size_t size = strlen(property);
    return !strncmp(property, path, size) && (!path[size] || path[size] == '.');
}

/* What only AWS knows the value of may be on. */
static enum replacement judge(const struct node *value, enum replacement on, enum replacement off)
{
    if (!value) return off;
    if (value->shape != SCALAR) return MAY_BE_REPLACED;
    return !strcmp(value->text, "true") || !strcmp(value->text, "True") ? on : off;
}

enum replacement update_policy_replacement(const struct node *resource, const char *type,
                                           const char *property, enum replacement by_schema)
{
    for (size_t i = 0; i < sizeof policies / sizeof *policies; i++) {
        const char *own = policies[i].property;
        if (strcmp(type, policies[i].type) != 0) continue;
        if (*own ? !is_at(own, property) : by_schema != MAY_BE_REPLACED) continue;
        const struct node *value = node_find(node_find(resource, "UpdatePolicy"), policies[i].key);
        if (policies[i].below) value = node_find(value, policies[i].below);
        return judge(value, policies[i].on, policies[i].off);
    }
    return by_schema;
}
