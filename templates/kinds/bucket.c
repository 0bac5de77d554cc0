/* S3 buckets: private, encrypted, owned, over TLS only; lifecycle rules.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
#include "templates/kinds/bucket.h"
#include "service/intrinsic.h"
#include "templates/buckets/bucket_lifecycle.h"
#include "templates/buckets/bucket_replication.h"
#include "templates/buckets/bucket_settings.h"
#include "templates/buckets/bucket_tiering.h"
#include "templates/elsewhere.h"
#include "templates/notification.h"
#include "templates/policy.h"
#include "templates/service.h"
#include "templates/wiring/notifying.h"

static const struct field fields[] = {
    ITEM_FIELDS(bucket),
    ELSEWHERE_FIELD(bucket),
    { NAMED(bucket, lifecycle, tier),
      .about = "What becomes of objects: {30d: infrequent-access, 90d: glacier, 365d: delete}." },
    { NESTED(bucket, tiering, tiering),
      .about = "When objects of the class intelligent that nobody reads are archived." },
    { FIELD(bucket, versions), .about = "Keep what is overwritten and deleted." },
    { FIELD(bucket, name), .property = "BucketName",
      .about = "Its physical name; CloudFormation's own unless told." },
    { FIELD(bucket, replicate),
      .about = "all (the service's regions) or some of them: each region's bucket gets what is put into the "
               "others." },
    { FIELD(bucket, uploads),
      .about = "When uploads that were never finished are removed; after 7 days unless told." },
    { FIELD(bucket, encryption), .elsewhere = true,
      .about = "S3's own key unless told; a customer key such as alias/mine or its ARN." },
    { NESTED(bucket, cors, bucket_cors), .about = "Pages that may load and store objects from browsers." },
    { NESTED(bucket, lock, object_lock), .about = "Objects that nobody can delete or change for a while." },
    { NESTED(bucket, accessLogs, access_logs), .about = "The bucket that gets a log of all requests." },
    { NESTED(bucket, inventory, inventory), .about = "A list of all objects, from time to time." },
    { NESTED(bucket, website, website),
      .about = "S3 itself answers browsers, without TLS and in public; cdn is the better way." },
    { FIELD(bucket, accelerate), .about = "Transfer acceleration; off unless told." },
    { FIELD(bucket, metrics), .about = "Metrics of requests, which cost; off unless told." },
    { FIELD(bucket, policy), .about = "Further statements of its policy, as IAM has them; where they name no "
                                      "Resource, of it and all in it." },
    { NESTED(bucket, content, content_settings), .about = "Files that deploy uploads." },
    { 0 },
};
const struct form bucket_form = { .what = "a mapping, such as {versions: true}",
                                  .named = "(key)",
                                  .instead = "arn",
                                  .type = "AWS::S3::Bucket",
                                  .size = sizeof(struct bucket),
                                  .fields = fields };

static void private_write(struct template *template, const struct bucket *bucket, struct node *properties)
{
    static const char *const blocks[] = { "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls",
                                          "RestrictPublicBuckets" };
    struct arena *arena = template->arena;
    struct node *encryption = node_add(node_at(properties, "BucketEncryption"),
                                       "ServerSideEncryptionConfiguration", node_list(arena));
    struct node *rule = node_add(encryption, NULL, node_map(arena));
    struct node *algorithm = node_at(rule, "ServerSideEncryptionByDefault");
    const struct text *key = &bucket->encryption;
    node_add(algorithm, "SSEAlgorithm", node_text(arena, key->from ? "aws:kms" : "AES256"));
    if (key->from) {
        node_add(algorithm, "KMSMasterKeyID", node_copy(arena, key->from));
        node_add(rule, "BucketKeyEnabled", node_flag(arena, true)); /* one request to KMS for many objects */
    }
    struct node *ownership = node_add(node_at(properties, "OwnershipControls"), "Rules", node_list(arena));
    node_add(node_add(ownership, NULL, node_map(arena)), "ObjectOwnership",
             node_text(arena, "BucketOwnerEnforced"));
    struct node *block = node_at(properties, "PublicAccessBlockConfiguration");
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        node_add(block, blocks[i], node_flag(arena, !bucket->website.from || i % 2 == 0));
}

/* It and all that is in it. */
static void whole_add(struct node *statement, const char *id)
{
    struct arena *arena = statement->arena;
    struct node *resources = node_add(statement, "Resource", node_list(arena));
    node_add(resources, NULL, intrinsic_attribute(arena, id, "Arn"));
    node_add(resources, NULL, intrinsic_sub(arena, "${%s.Arn}/*", id));
}

static void tls_add(struct template *template, const char *id, struct node *statements)
{
    struct arena *arena = template->arena;
    struct node *statement = policy_allow(statements, "s3:*");
    node_set(statement, "Effect", node_text(arena, "Deny"));
    node_add(statement, "Principal", node_text(arena, "*"));
    whole_add(statement, id);
    node_add(node_at(statement, "Condition.Bool"), "aws:SecureTransport", node_text(arena, "false"));
}

static void statement_add(struct node *statements, const char *id, const struct node *said)
{
    struct node *statement = node_add(statements, NULL, node_copy(statements->arena, said));
    bool whole = said->shape == MAP && !node_find(said, "Resource") && !node_find(said, "NotResource");
    if (whole && !is_intrinsic(said)) whole_add(statement, id);
}

static void policy_write(struct template *template, const struct bucket *bucket, const char *id,
                         const struct node *more)
{
    struct arena *arena = template->arena;
    struct resource policy = template_add(template, arena_join(arena, id, "Policy"), "AWS::S3::BucketPolicy",
                                          node_key_place(bucket->item.from));
    struct node *statements = node_list(arena);
    const struct node *said = bucket->policy.from;
    if (!bucket->website.from) tls_add(template, id, statements); /* which has no TLS */
    for (const struct node *n = more->first; n; n = n->next) node_add(statements, NULL, node_copy(arena, n));
    if (said && said->shape != LIST) statement_add(statements, id, said);
    for (const struct node *n = said && said->shape == LIST ? said->first : NULL; n; n = n->next)
        statement_add(statements, id, n);
    node_add(policy.properties, "Bucket", intrinsic_ref(arena, id));
    node_add(policy.properties, "PolicyDocument", policy_document(arena, statements));
}

static struct node *known_name(struct template *template, const void *item)
{
    const struct bucket *bucket = item;
    if (bucket_is_replicated(bucket)) return bucket_name_in(template, bucket, NULL);
    return notifying_name(template, &bucket->item, &bucket->name);
}

/* In the account's own part of the names there are, where nobody else can have taken it. */
static void name_write(struct template *template, const struct bucket *bucket, struct node *properties)
{
    struct node *name = bucket->name.from ? NULL : known_name(template, bucket);
    if (!name) return;
    node_add(properties, "BucketName", name);
    node_add(properties, "BucketNamespace", node_text(template->arena, "account-regional"));
}

static void check_name(struct template *template, const struct bucket *bucket)
{
    const struct text *regions = template->service->regions;
    bool several = regions && regions->from && regions[1].from;
    if (several && is_known(bucket->name.from))
        diag_add(template->diags, FINDING(bucket_name_twice), node_place(bucket->name.from),
                 "leave name out, or put ${region} into it",
                 "the bucket has this name in each of the service's regions");
}

void bucket_write(struct template *template, const void *item)
{
    const struct bucket *bucket = item;
    struct arena *arena = template->arena;
    const char *id = item_id(template, &bucket->item);
    struct resource resource =
        template_add(template, id, "AWS::S3::Bucket", node_key_place(bucket->item.from));
    struct node *statements = node_list(arena);
    check_name(template, bucket);
    template_write(template, &bucket_form, bucket, resource.properties);
    name_write(template, bucket, resource.properties);
    private_write(template, bucket, resource.properties);
    if (bucket_has_versions(bucket))
        node_add(node_at(resource.properties, "VersioningConfiguration"), "Status",
                 node_text(arena, "Enabled"));
    bucket_lifecycle_write(template, bucket, resource.properties);
    bucket_tiering_write(template, bucket, resource.properties);
    bucket_settings_write(template, bucket, resource.properties, statements);
    bucket_replication_write(template, bucket, resource);
    bucket_notifications_write(template, &bucket->item, resource);
    template_retain(template, resource);
    policy_write(template, bucket, id, statements);
    content_add(template, id, &bucket->content);
}

static const struct text *key_of(const void *item) { return &((const struct bucket *)item)->encryption; }

static const struct verb verbs[] = {
    { "read", "s3:GetObject", "@/*" },
    { "read", "s3:ListBucket", "@" },
    { "write", "s3:PutObject s3:DeleteObject s3:AbortMultipartUpload", "@/*" },
    { "presign", "s3:GetObject s3:PutObject", "@/*" }, /* a presigned URL may do what its signer may */
    { 0 },
};

const struct kind bucket_kind = { .id = KIND_bucket,
                                  .section = "buckets",
                                  .suffix = "Bucket",
                                  .form = &bucket_form,
                                  .reach = { .physical_name = known_name,
                                             .arn_prefix = "arn:${AWS::Partition}:s3:::",
                                             .value_elsewhere = elsewhere_name },
                                  .grant = {
                                      .verbs = verbs, .encryption_key = key_of, .variable = "_BUCKET" } };
