#include "templates/cdn/logs.h"
#include "service/intrinsic.h"
#include "templates/cdn/cdn.h"
#include "templates/cdn/distribution.h"
#include "templates/core/policy.h"

enum { DEFAULT_DAYS = 90 };

static void private_write(struct node *properties)
{
    static const char *const blocks[] = { "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls",
                                          "RestrictPublicBuckets" };
    struct arena *arena = properties->arena;
    struct node *rules = node_add(node_at(properties, "BucketEncryption"),
                                  "ServerSideEncryptionConfiguration", node_list(arena));
    node_add(node_at(node_add(rules, NULL, node_map(arena)), "ServerSideEncryptionByDefault"), "SSEAlgorithm",
             node_text(arena, "AES256"));
    struct node *ownership = node_add(node_at(properties, "OwnershipControls"), "Rules", node_list(arena));
    node_add(node_add(ownership, NULL, node_map(arena)), "ObjectOwnership",
             node_text(arena, "BucketOwnerPreferred"));
    struct node *block = node_at(properties, "PublicAccessBlockConfiguration");
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        node_add(block, blocks[i], node_flag(arena, true));
}

static void tls_write(struct template *template, const char *bucket, struct place place)
{
    struct arena *arena = template->arena;
    struct node *p =
        template_add(template, arena_join(arena, bucket, "Policy"), "AWS::S3::BucketPolicy", place)
            .properties;
    struct node *statements = node_list(arena), *statement = policy_allow(statements, "s3:*");
    node_set(statement, "Effect", node_text(arena, "Deny"));
    node_add(statement, "Principal", node_text(arena, "*"));
    struct node *resources = node_add(statement, "Resource", node_list(arena));
    node_add(resources, NULL, intrinsic_attribute(arena, bucket, "Arn"));
    node_add(resources, NULL, intrinsic_sub(arena, "${%s.Arn}/*", bucket));
    node_add(node_at(statement, "Condition.Bool"), "aws:SecureTransport", node_text(arena, "false"));
    node_add(p, "Bucket", intrinsic_ref(arena, bucket));
    node_add(p, "PolicyDocument", policy_document(arena, statements));
}

void cdn_logs_write(struct distribution *distribution)
{
    struct template *template = distribution->template;
    struct arena *arena = template->arena;
    const struct text *logs = &distribution->cdn->logs;
    struct flag flag;
    struct days days = { logs->from, DEFAULT_DAYS };
    if (!logs->from) return;
    bool word = flag_form.word(&flag, logs->from);
    if (word && !flag.value) return;
    if (!word && (!days_form.word(&days, logs->from) || days.value < 1)) {
        diag_add(template->diags, FINDING(out_of_range), node_place(logs->from), "logs: 90d",
                 "logs must be true, off or a number of days such as 90d");
        return;
    }
    const char *id = arena_join(arena, distribution->key, "LogsBucket");
    struct resource bucket = template_add(template, id, "AWS::S3::Bucket", node_place(logs->from));
    private_write(bucket.properties);
    struct node *rules =
        node_add(node_at(bucket.properties, "LifecycleConfiguration"), "Rules", node_list(arena));
    struct node *rule = node_add(rules, NULL, node_map(arena));
    node_add(rule, "Status", node_text(arena, "Enabled"));
    node_add(rule, "ExpirationInDays", node_number(arena, days.value));
    node_add(node_at(rule, "AbortIncompleteMultipartUpload"), "DaysAfterInitiation", node_number(arena, 7));
    template_retain(template, bucket);
    tls_write(template, id, node_place(logs->from));
    struct node *logging = node_at(distribution->config, "Logging");
    node_add(logging, "Bucket", intrinsic_attribute(arena, id, "DomainName"));
    node_add(logging, "IncludeCookies", node_flag(arena, false));
}
