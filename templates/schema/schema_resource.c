/* A resource as a whole. What stands beside its properties:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html */
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/schema/schema_check.h"
#include <string.h>

static const char *const attributes[] = { "Condition", "CreationPolicy", "DeletionPolicy",
                                          "DependsOn", "Metadata",       "Properties",
                                          "Type",      "UpdatePolicy",   "UpdateReplacePolicy" };

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html */
static const char *const with_snapshot[] = {
    "AWS::DocDB::DBCluster",          "AWS::EC2::Volume",
    "AWS::ElastiCache::CacheCluster", "AWS::ElastiCache::ReplicationGroup",
    "AWS::Neptune::DBCluster",        "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",           "AWS::Redshift::Cluster",
};

static bool among(const char *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(word, list[i])) return true;
    return false;
}

static void check_attributes(const char *id, const struct node *resource, struct diags *diags)
{
    enum { COUNT = sizeof attributes / sizeof *attributes };
    for (const struct node *n = resource->first; n; n = n->next) {
        if (among(n->key, attributes, COUNT) || text_starts(n->key, "Fn::")) continue;
        struct nearest nearest = { .word = n->key };
        for (size_t i = 0; i < COUNT; i++) nearest_try(&nearest, attributes[i]);
        diag_add(diags, FINDING(unknown_key), n->key_place, diag_meant(diags->arena, nearest.name),
                 "%s has no attribute '%s'", id, n->key);
    }
}

static void check_policy(const struct node *resource, const char *type, const char *attribute,
                         struct diags *diags)
{
    const struct node *policy = node_find(resource, attribute);
    if (!policy || is_intrinsic(policy)) return;
    bool deletion = !strcmp(attribute, "DeletionPolicy");
    bool snapshot = among(type, with_snapshot, sizeof with_snapshot / sizeof *with_snapshot);
    const char *word = policy->shape == SCALAR ? policy->text : "";
    if (!strcmp(word, "Delete") || !strcmp(word, "Retain") ||
        (deletion && !strcmp(word, "RetainExceptOnCreate")) || (snapshot && !strcmp(word, "Snapshot")))
        return;
    diag_add(diags, FINDING(out_of_range), policy->place, NULL, "%s must be Delete%s%s Retain", attribute,
             snapshot ? ", Snapshot" : "", deletion ? ", RetainExceptOnCreate or" : " or");
}

static void check_unknown_type(struct schemas *schemas, const struct node *type, struct diags *diags)
{
    bool macro = text_starts(type->text, "AWS::Serverless::");
    const char *nearest = macro ? NULL : schema_nearest(schemas, type->text);
    diag_add(diags, FINDING(unknown_type), type->place,
             macro ? "add transform: AWS::Serverless-2016-10-31" : diag_meant(diags->arena, nearest),
             "unknown resource type '%s'", type->text);
}

/* https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
static void check_custom(const char *id, const struct node *resource, const struct node *properties,
                         struct diags *diags)
{
    if (properties && node_find(properties, "ServiceToken")) return;
    struct place place = properties ? properties->key_place : resource->key_place;
    diag_add(diags, FINDING(missing_key), place, "add the ARN of the function or topic that creates it",
             "%s requires ServiceToken", id);
}

void schema_check_resource(struct schemas *schemas, const char *id, const struct node *resource,
                           struct diags *diags)
{
    const struct node *type = node_find(resource, "Type"), *properties = node_find(resource, "Properties");
    if (resource->shape != MAP) {
        diag_add(diags, FINDING(wrong_shape), check_place(resource), NULL, "%s must be a mapping", id);
        return;
    }
    check_attributes(id, resource, diags);
    if (!type) {
        diag_add(diags, FINDING(missing_key), resource->key_place, NULL, "%s requires Type", id);
        return;
    }
    if (type->shape != SCALAR) {
        diag_add(diags, FINDING(wrong_shape), type->place, NULL,
                 "Type must be a resource type such as AWS::SQS::Queue");
        return;
    }
    check_policy(resource, type->text, "DeletionPolicy", diags);
    check_policy(resource, type->text, "UpdateReplacePolicy", diags);
    struct node *none = node_map(schemas->arena);
    none->place = resource->key_place;
    if (properties && properties->shape == SCALAR && json_word(properties) == JSON_NULL) properties = NULL;
    if (properties && properties->shape != MAP)
        diag_add(diags, FINDING(wrong_shape), properties->place, NULL, "Properties must be a mapping");
    else if (schema_find(schemas, type->text))
        schema_check(schemas, type->text, NULL, id, properties ? properties : none, diags);
    else if (text_starts(type->text, "Custom::"))
        check_custom(id, resource, properties, diags);
    else if (!schema_is_open(type->text))
        check_unknown_type(schemas, type, diags);
}
