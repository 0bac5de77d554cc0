/* S3 buckets: private, encrypted, owned, over TLS only; lifecycle rules.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/content.h"
#include "templates/elsewhere.h"
#include "templates/notification.h"
#include "templates/policy.h"
#include <stdlib.h>
#include <string.h>

struct tier {
    const struct node *from;
    struct days after;
    struct text class, prefix;
};

struct bucket {
    struct item item;
    struct text name;
    struct tier *lifecycle;
    struct flag versions;
    struct content_settings content;
};

static const struct field tier_fields[] = {
    { FIELD(tier, after), .required = true, .about = "Days since the object was made." },
    { FIELD(tier, class), .required = true,
      .about =
          "infrequent-access, one-zone, intelligent, glacier-instant, glacier, deep-archive or delete." },
    { FIELD(tier, prefix), .about = "Only objects whose keys begin so." },
    { 0 },
};
static const struct form tier_form = { .what = "a storage class, or delete",
                                       .named = "after",
                                       .brief = "class",
                                       .size = sizeof(struct tier),
                                       .fields = tier_fields };

static const struct field fields[] = {
    ITEM_FIELDS(bucket),
    ELSEWHERE_FIELD(bucket),
    { NAMED(bucket, lifecycle, tier),
      .about = "What becomes of objects: {30d: infrequent-access, 90d: glacier, 365d: delete}." },
    { FIELD(bucket, versions), .about = "Keep what is overwritten and deleted." },
    { FIELD(bucket, name), .property = "BucketName",
      .about = "Its physical name; CloudFormation's own unless told." },
    { LATER("replicate", NULL) },
    { NESTED(bucket, content, content_settings), .about = "Files that deploy uploads." },
    { 0 },
};
const struct form bucket_form = { .what = "a mapping, such as {versions: true}",
                                  .named = "(key)",
                                  .instead = "arn",
                                  .type = "AWS::S3::Bucket",
                                  .size = sizeof(struct bucket),
                                  .fields = fields };

enum { COLDER_FROM = 30, ARCHIVE_AFTER_COLDER = 30, ABORT_UPLOADS_DAYS = 7 };

/* Warm to cold; objects only move down. */
struct class_of {
    const char *name, *class;
    int rank;
    bool from_day_30; /* infrequent access */
    bool archive;
    bool one_zone; /* moves on to archives only */
};
static const struct class_of classes[] = {
    { "infrequent-access", "STANDARD_IA", 1, true, false, false },
    { "intelligent", "INTELLIGENT_TIERING", 2, false, false, false },
    { "one-zone", "ONEZONE_IA", 3, true, false, true },
    { "glacier-instant", "GLACIER_IR", 4, false, false, false },
    { "glacier", "GLACIER", 5, false, true, false },
    { "deep-archive", "DEEP_ARCHIVE", 6, false, true, false },
    { "delete", NULL, 7, false, false, false },
};
enum { CLASSES = sizeof classes / sizeof *classes };

struct step {
    const struct tier *tier;
    const struct class_of *class;
};

static const struct class_of *class_find(struct template *template, const struct text *word)
{
    struct nearest nearest = { .word = word->value };
    for (int i = 0; i < CLASSES; i++) {
        if (!strcmp(word->value, classes[i].name)) return &classes[i];
        nearest_try(&nearest, classes[i].name);
    }
    diag_add(template->diags, FINDING_out_of_range, word->from->place,
             diag_meant(template->arena, nearest.name), "there is no storage class '%s'", word->value);
    return NULL;
}

static const char *prefix_of(const struct tier *tier) { return tier->prefix.value ? tier->prefix.value : ""; }

static int by_prefix_and_day(const void *left, const void *right)
{
    const struct step *a = left, *b = right;
    int order = strcmp(prefix_of(a->tier), prefix_of(b->tier));
    if (!order)
        order = (a->tier->after.value > b->tier->after.value) - (a->tier->after.value < b->tier->after.value);
    return order ? order : a->class->rank - b->class->rank;
}

static void check_order(struct template *template, const struct step *before, const struct step *step)
{
    struct arena *arena = template->arena;
    const struct class_of *from = before->class, *to = step->class;
    const char *why = NULL;
    if (!from->class)
        why = "objects are deleted before this";
    else if (step->tier->after.value == before->tier->after.value)
        why = arena_text(arena, "%s and %s at the same day", from->name, to->name);
    else if (to->rank <= from->rank || (from->one_zone && to->class && !to->archive))
        why = arena_text(arena, "objects do not move from %s to %s", from->name, to->name);
    if (!why) return;
    struct place place = step->tier->class.from->place;
    struct diag *diag = diag_add(template->diags, FINDING_lifecycle_order, place, NULL, "%s", why);
    diag_note(template->diags, diag, before->tier->class.from->place, "the step before, at day %ld",
              before->tier->after.value);
}

/* The steps of one rule, in order of days: whether S3 takes them, and whether they do what they say. */
static void check_steps(struct template *template, const struct step *steps, int count)
{
    const struct step *colder = NULL;
    for (int i = 0; i < count; i++) {
        const struct tier *tier = steps[i].tier;
        const struct class_of *class = steps[i].class;
        struct place place = tier->class.from->place;
        if (class->from_day_30 && tier->after.value < COLDER_FROM)
            diag_add(template->diags, FINDING_archive_early, place, NULL,
                     "%s takes objects from day %d on, not at day %ld", class->name, COLDER_FROM,
                     tier->after.value);
        if (colder && class->archive && tier->after.value < colder->tier->after.value + ARCHIVE_AFTER_COLDER)
            diag_add(template->diags, FINDING_archive_early, place,
                     arena_text(template->arena, "day %ld or later",
                                colder->tier->after.value + ARCHIVE_AFTER_COLDER),
                     "objects stay in %s for %d days before %s", colder->class->name, ARCHIVE_AFTER_COLDER,
                     class->name);
        if (class->from_day_30) colder = &steps[i];
        if (tier->after.value < !class->class)
            diag_add(template->diags, FINDING_out_of_range, tier->after.from->place, NULL,
                     class->class ? "objects are moved at day 0 at the earliest"
                                  : "objects are deleted at day 1 at the earliest");
        if (i) check_order(template, &steps[i - 1], &steps[i]);
    }
}

static struct node *rule_add(struct node *rules, const char *prefix)
{
    struct arena *arena = rules->arena;
    struct node *rule = node_add(rules, NULL, node_map(arena));
    node_add(rule, "Status", node_text(arena, "Enabled"));
    if (*prefix) node_add(rule, "Prefix", node_text(arena, prefix));
    return rule;
}

static void steps_write(struct node *rules, const struct step *steps, int count, bool versions)
{
    struct arena *arena = rules->arena;
    const char *prefix = prefix_of(steps->tier);
    struct node *rule = rule_add(rules, prefix), *transitions = NULL;
    rule->place = steps->tier->from->place;
    bool expires = false;
    for (int i = 0; i < count; i++) {
        long days = steps[i].tier->after.value;
        expires |= !steps[i].class->class;
        if (!steps[i].class->class) {
            node_add(rule, "ExpirationInDays", node_number(arena, days));
            if (versions)
                node_add(node_at(rule, "NoncurrentVersionExpiration"), "NoncurrentDays",
                         node_number(arena, days));
            continue;
        }
        if (!transitions) transitions = node_add(rule, "Transitions", node_list(arena));
        struct node *transition = node_add(transitions, NULL, node_map(arena));
        node_add(transition, "StorageClass", node_text(arena, steps[i].class->class));
        node_add(transition, "TransitionInDays", node_number(arena, days));
    }
    /* A delete marker with nothing behind it is only removed by a rule of its own. */
    if (expires && versions)
        node_add(rule_add(rules, prefix), "ExpiredObjectDeleteMarker", node_flag(arena, true));
}

static void lifecycle_write(struct template *template, const struct bucket *bucket, struct node *properties)
{
    struct node *rules =
        node_add(node_at(properties, "LifecycleConfiguration"), "Rules", node_list(template->arena));
    struct node *abort_rule = rule_add(rules, "");
    node_add(node_at(abort_rule, "AbortIncompleteMultipartUpload"), "DaysAfterInitiation",
             node_number(template->arena, ABORT_UPLOADS_DAYS));
    int count = 0, kept = 0;
    for (const struct tier *t = bucket->lifecycle; t && t->from; t++) count++;
    if (!count) return;
    struct step *steps = arena_take(template->arena, (size_t)count * sizeof *steps);
    for (const struct tier *t = bucket->lifecycle; t && t->from; t++) {
        const struct class_of *class =
            t->class.value && t->after.from ? class_find(template, &t->class) : NULL;
        if (class) steps[kept++] = (struct step){ t, class };
    }
    qsort(steps, (size_t)kept, sizeof *steps, by_prefix_and_day);
    for (int start = 0, end; start < kept; start = end) {
        for (end = start + 1;
             end < kept && !strcmp(prefix_of(steps[start].tier), prefix_of(steps[end].tier));)
            end++;
        check_steps(template, steps + start, end - start);
        steps_write(rules, steps + start, end - start, bucket->versions.value);
    }
}

static void private_write(struct template *template, struct node *properties)
{
    static const char *const blocks[] = { "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls",
                                          "RestrictPublicBuckets" };
    struct arena *arena = template->arena;
    struct node *encryption = node_add(node_at(properties, "BucketEncryption"),
                                       "ServerSideEncryptionConfiguration", node_list(arena));
    node_add(node_at(node_add(encryption, NULL, node_map(arena)), "ServerSideEncryptionByDefault"),
             "SSEAlgorithm", node_text(arena, "AES256"));
    struct node *ownership = node_add(node_at(properties, "OwnershipControls"), "Rules", node_list(arena));
    node_add(node_add(ownership, NULL, node_map(arena)), "ObjectOwnership",
             node_text(arena, "BucketOwnerEnforced"));
    struct node *block = node_at(properties, "PublicAccessBlockConfiguration");
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        node_add(block, blocks[i], node_flag(arena, true));
}

static void tls_policy_write(struct template *template, const struct bucket *bucket, const char *id)
{
    struct arena *arena = template->arena;
    struct resource policy = template_add(template, arena_join(arena, id, "Policy"), "AWS::S3::BucketPolicy",
                                          bucket->item.from->key_place);
    struct node *statements = node_list(arena), *statement = policy_allow(statements, "s3:*");
    node_set(statement, "Effect", node_text(arena, "Deny"));
    node_add(statement, "Principal", node_text(arena, "*"));
    struct node *resources = node_add(statement, "Resource", node_list(arena));
    node_add(resources, NULL, intrinsic_attribute(arena, id, "Arn"));
    node_add(resources, NULL, intrinsic_sub(arena, "${%s.Arn}/*", id));
    node_add(node_at(statement, "Condition.Bool"), "aws:SecureTransport", node_text(arena, "false"));
    node_add(policy.properties, "Bucket", intrinsic_ref(arena, id));
    node_add(policy.properties, "PolicyDocument", policy_document(arena, statements));
}

static struct node *known_name(struct template *template, const void *item)
{
    const struct bucket *bucket = item;
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

static void bucket_write(struct template *template, const void *item)
{
    const struct bucket *bucket = item;
    const char *id = item_id(template, &bucket_kind, &bucket->item);
    struct resource resource = template_add(template, id, "AWS::S3::Bucket", bucket->item.from->key_place);
    template_write(template, &bucket_form, bucket, resource.properties);
    name_write(template, bucket, resource.properties);
    private_write(template, resource.properties);
    if (bucket->versions.value)
        node_add(node_at(resource.properties, "VersioningConfiguration"), "Status",
                 node_text(template->arena, "Enabled"));
    lifecycle_write(template, bucket, resource.properties);
    bucket_notifications_write(template, &bucket->item, resource);
    template_retain(template, resource);
    tls_policy_write(template, bucket, id);
    content_add(template, id, &bucket->content);
}

static const struct verb verbs[] = {
    { "read", "s3:GetObject", "@/*" },
    { "read", "s3:ListBucket", "@" },
    { "write", "s3:PutObject s3:DeleteObject s3:AbortMultipartUpload", "@/*" },
    { "presign", "s3:GetObject s3:PutObject", "@/*" }, /* a presigned URL may do what its signer may */
    { 0 },
};

const struct kind bucket_kind = { .section = "buckets",
                                  .suffix = "Bucket",
                                  .form = &bucket_form,
                                  .verbs = verbs,
                                  .variable = "_BUCKET",
                                  .name = known_name,
                                  .named = "arn:${AWS::Partition}:s3:::",
                                  .value_elsewhere = elsewhere_name,
                                  .write = bucket_write };
