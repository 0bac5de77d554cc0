#include "templates/buckets/bucket_replication.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/buckets/bucket.h"
#include "templates/core/policy.h"
#include "templates/core/replicas.h"
#include "templates/service.h"
#include "templates/wiring/notification.h"
#include "templates/wiring/notifying.h"
#include <string.h>

#define REPLICATED "BucketsAreReplicated"

bool bucket_is_replicated(const struct bucket *bucket)
{
    return bucket->replicate && bucket->replicate->from && !bucket->item.arn.from;
}

bool bucket_has_versions(const struct bucket *bucket)
{
    return bucket->versions.value || bucket_is_replicated(bucket) || bucket->lock.from;
}

struct node *bucket_name_in(struct template *template, const struct bucket *bucket, const char *region)
{
    struct arena *arena = template->arena;
    const char *text = NULL;
    if (!bucket->name.from)
        text = arena_join(arena, notifying_prefix(template, &bucket->item),
                          "-${AWS::AccountId}-${AWS::Region}-an");
    else if (is_known(bucket->name.from))
        text = bucket->name.value;
    else if (node_word(bucket->name.from, "Fn::Sub"))
        text = node_word(bucket->name.from, "Fn::Sub");
    if (!text) return node_copy(arena, bucket->name.from);
    if (region) text = text_replace(arena, text, "${AWS::Region}", region);
    return strstr(text, "${") ? intrinsic_sub_text(arena, text) : node_text(arena, text);
}

/* deploy says when all buckets are there. */
static void switch_write(struct template *template)
{
    struct arena *arena = template->arena;
    if (node_find(template->conditions, REPLICATED)) return;
    struct node *parameter = node_add(template->parameters, REPLICATION_PARAMETER, node_map(arena));
    node_add(parameter, "Type", node_text(arena, "String"));
    node_add(parameter, "Default", node_text(arena, "false"));
    struct node *values = node_add(parameter, "AllowedValues", node_list(arena));
    node_add(values, NULL, node_text(arena, "true"));
    node_add(values, NULL, node_text(arena, "false"));
    node_add(parameter, "Description", node_text(arena, "Whether the buckets in the other regions exist"));
    struct node *condition = node_add(template->conditions, REPLICATED, node_map(arena));
    struct node *equals = node_add(condition, "Fn::Equals", node_list(arena));
    node_add(equals, NULL, intrinsic_ref(arena, REPLICATION_PARAMETER));
    node_add(equals, NULL, node_text(arena, "true"));
}

static struct node *bucket_arn(struct arena *arena, const struct node *name, const char *rest)
{
    return intrinsic_append(arena, intrinsic_prepend(arena, "arn:${AWS::Partition}:s3:::", name), rest);
}

static void key_statements(struct template *template, const struct bucket *bucket, struct node *statements)
{
    struct arena *arena = template->arena;
    if (!bucket->encryption.from) return;
    node_add(policy_allow(statements, "kms:Decrypt kms:Encrypt kms:GenerateDataKey"), "Resource",
             intrinsic_sub_text(arena, "arn:${AWS::Partition}:kms:*:${AWS::AccountId}:key/*"));
    struct node *condition = node_at(statements->last, "Condition.StringLike");
    node_add(condition, "kms:ViaService", intrinsic_sub_text(arena, "s3.*.${AWS::URLSuffix}"));
}

/* https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
static struct node *role_write(struct template *template, const struct bucket *bucket, const char *id,
                               const struct node *regions)
{
    struct arena *arena = template->arena;
    const char *role_id = arena_join(arena, id, "ReplicationRole");
    const struct node *name = bucket_name_in(template, bucket, NULL);
    struct node *statements = node_list(arena);
    node_add(policy_allow(statements, "s3:GetReplicationConfiguration s3:ListBucket"), "Resource",
             bucket_arn(arena, name, ""));
    const char *reads = "s3:GetObjectVersionForReplication s3:GetObjectVersionAcl s3:GetObjectVersionTagging";
    if (bucket->lock.from) reads = arena_join(arena, reads, " s3:GetObjectRetention s3:GetObjectLegalHold");
    node_add(policy_allow(statements, reads), "Resource", bucket_arn(arena, name, "/*"));
    struct node *others =
        node_add(policy_allow(statements, "s3:ReplicateObject s3:ReplicateDelete s3:ReplicateTags"),
                 "Resource", node_list(arena));
    for (const struct node *r = regions->first; r; r = r->next)
        node_add(others, NULL, bucket_arn(arena, bucket_name_in(template, bucket, r->text), "/*"));
    key_statements(template, bucket, statements);
    struct resource role =
        template_add(template, role_id, "AWS::IAM::Role", node_key_place(bucket->item.from));
    struct node *trust =
        node_add(role.properties, "AssumeRolePolicyDocument", policy_trust(arena, "s3.amazonaws.com"));
    node_add(node_at(node_find(trust, "Statement")->first, "Condition.StringEquals"), "aws:SourceAccount",
             intrinsic_ref(arena, "AWS::AccountId"));
    struct node *policy =
        node_add(node_add(role.properties, "Policies", node_list(arena)), NULL, node_map(arena));
    node_add(policy, "PolicyName", node_text(arena, "replication"));
    node_add(policy, "PolicyDocument", policy_document(arena, statements));
    return intrinsic_attribute(arena, role_id, "Arn");
}

static void rule_write(struct template *template, const struct bucket *bucket, struct node *rules,
                       const struct node *region)
{
    struct arena *arena = template->arena;
    struct node *rule = node_add(rules, NULL, node_map(arena));
    node_add(rule, "Id", node_text(arena, region->text));
    node_add(rule, "Status", node_text(arena, "Enabled"));
    node_add(rule, "Priority", node_number(arena, rules->count));
    node_add(node_at(rule, "Filter"), "Prefix", node_text(arena, ""));
    node_add(node_at(rule, "DeleteMarkerReplication"), "Status", node_text(arena, "Enabled"));
    struct node *destination = node_at(rule, "Destination");
    node_add(destination, "Bucket", bucket_arn(arena, bucket_name_in(template, bucket, region->text), ""));
    if (!bucket->encryption.from) return;
    struct node *key = replica_key(template, &bucket->encryption, region->text);
    if (key && !text_starts(key->text, "arn:"))
        key = intrinsic_sub(arena, "arn:${AWS::Partition}:kms:%s:${AWS::AccountId}:%s", region->text,
                            key->text);
    if (key) node_add(node_at(destination, "EncryptionConfiguration"), "ReplicaKmsKeyID", key);
    node_add(node_at(rule, "SourceSelectionCriteria.SseKmsEncryptedObjects"), "Status",
             node_text(arena, "Enabled"));
}

/* All of its regions but this one. */
static struct node *destinations(struct template *template, const struct bucket *bucket)
{
    struct arena *arena = template->arena;
    struct node *regions = node_list(arena);
    const char *here = template->at.region;
    const struct text *primary_region = template->service->regions;
    if (primary_region && primary_region->from && primary_region->value && here &&
        strcmp(primary_region->value, here) != 0)
        node_add(regions, NULL, node_text(arena, primary_region->value));
    const struct node *more = replica_regions(template, bucket->replicate);
    for (const struct node *r = more->first; r; r = r->next)
        if (!here || strcmp(r->text, here) != 0) node_add(regions, NULL, node_copy(arena, r));
    return regions;
}

static bool lives_in(const struct template *template, const char *region)
{
    for (const struct text *r = template->service->regions; r && r->from; r++)
        if (r->value && !strcmp(r->value, region)) return true;
    return false;
}

void bucket_replication_write(struct template *template, const struct bucket *bucket,
                              struct resource resource)
{
    struct arena *arena = template->arena;
    if (!bucket_is_replicated(bucket)) return;
    const struct node *regions = destinations(template, bucket);
    for (const struct node *r = regions->first; r; r = r->next)
        if (!lives_in(template, r->text))
            diag_add(template->diags, FINDING(replica_nowhere), node_place(bucket->replicate->from),
                     "add the region under regions:",
                     "the bucket is not in %s, which is not a region of the service", r->text);
    bool here = template->at.primary || replicas_have(template, bucket->replicate, template->at.region);
    if (!regions->first || !here) return;
    switch_write(template);
    struct node *chosen = node_add(resource.properties, "ReplicationConfiguration", node_map(arena));
    struct node *either = node_add(chosen, "Fn::If", node_list(arena));
    node_add(either, NULL, node_text(arena, REPLICATED));
    struct node *configuration = node_add(either, NULL, node_map(arena));
    node_add(either, NULL, intrinsic_ref(arena, "AWS::NoValue"));
    node_add(configuration, "Role", role_write(template, bucket, resource.id, regions));
    struct node *rules = node_add(configuration, "Rules", node_list(arena));
    for (const struct node *r = regions->first; r; r = r->next) rule_write(template, bucket, rules, r);
}
