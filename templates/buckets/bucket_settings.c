#include "templates/buckets/bucket_settings.h"
#include "base/index.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/buckets/bucket.h"
#include "templates/core/policy.h"
#include "templates/service.h"
#include <string.h>

static const struct field cors_fields[] = {
    { FIELD(bucket_cors, origins), .required = true,
      .about = "Allowed origins, such as https://civicforge.example, or * for all." },
    { FIELD(bucket_cors, methods), .about = "Allowed methods: GET, PUT, POST, DELETE or HEAD.",
      .default_text = "GET, HEAD and PUT" },
    { FIELD(bucket_cors, headers), .about = "Allowed request headers.", .default_value = "*" },
    { FIELD(bucket_cors, expose), .about = "Response headers that scripts can read.",
      .default_value = "ETag" },
    { FIELD(bucket_cors, age), .about = "How long browsers cache the answer to a preflight request.",
      .default_value = "1h" },
    { 0 },
};
const struct form bucket_cors_form = { .what = "origins, or {origins, methods}",
                                       .brief = "origins",
                                       .size = sizeof(struct bucket_cors),
                                       .fields = cors_fields };

static const struct field lock_fields[] = {
    { FIELD(object_lock, mode),
      .about = "Retention mode. With `governance`, principals with a special permission can end the "
               "retention; with `compliance`, nobody can.",
      .default_value = "governance", .values = "governance compliance" },
    { FIELD(object_lock, retention), .about = "How long each object is retained after it is stored.",
      .default_text = "set for each object" },
    { 0 },
};
const struct form object_lock_form = { .what = "a time such as 30d, or {mode, retention}",
                                       .brief = "retention",
                                       .size = sizeof(struct object_lock),
                                       .fields = lock_fields };

static const struct field access_logs_fields[] = {
    { FIELD(access_logs, to), .refers = "buckets", .required = true,
      .about = "Bucket of the service that receives the logs." },
    { FIELD(access_logs, prefix), .about = "Prefix of the names of the logs.",
      .default_text = "the name of the bucket and /" },
    { 0 },
};
const struct form access_logs_form = { .what = "a bucket, or {to, prefix}",
                                       .brief = "to",
                                       .size = sizeof(struct access_logs),
                                       .fields = access_logs_fields };

static const struct field inventory_fields[] = {
    { FIELD(inventory, to), .refers = "buckets", .required = true,
      .about = "Bucket that receives the lists." },
    { FIELD(inventory, prefix), .about = "Prefix of the names of the lists.", .default_text = "none" },
    { FIELD(inventory, every), .about = "Frequency.", .default_value = "weekly", .values = "daily weekly" },
    { FIELD(inventory, format), .about = "File format.", .default_value = "csv",
      .values = "csv orc parquet" },
    { FIELD(inventory, fields), .about = "Optional fields of each object, such as Size or StorageClass.",
      .default_text = "none" },
    { FIELD(inventory, versions), .about = "Include noncurrent versions.", .default_value = "false" },
    { 0 },
};
const struct form inventory_form = { .what = "a bucket, or {to, every, format}",
                                     .brief = "to",
                                     .size = sizeof(struct inventory),
                                     .fields = inventory_fields };

static const struct field website_fields[] = {
    { FIELD(website, index), .about = "Index document of each folder.", .default_value = "index.html" },
    { FIELD(website, error), .about = "Document for errors such as 404.", .default_text = "none" },
    { 0 },
};
const struct form website_form = { .what = "the index page, or {index, error}",
                                   .brief = "index",
                                   .size = sizeof(struct website),
                                   .fields = website_fields };

/* What is written, or blank-separated words. */
static struct node *texts(struct arena *arena, const struct text *all, const char *otherwise)
{
    struct node *list = node_list(arena);
    for (; all && all->from; all++) node_add(list, NULL, node_copy(arena, all->from));
    for (bool written = list->first; !written && *otherwise; otherwise += strspn(otherwise, " ")) {
        size_t size = strcspn(otherwise, " ");
        node_add(list, NULL, node_text(arena, arena_copy(arena, otherwise, size)));
        otherwise += size;
    }
    return list;
}

static void cors_write(struct template *template, const struct bucket *bucket, struct node *properties)
{
    enum { AN_HOUR = 3600 };
    struct arena *arena = properties->arena;
    if (!bucket->cors || !bucket->cors->from) return;
    struct node *rules = node_add(node_at(properties, "CorsConfiguration"), "CorsRules", node_list(arena));
    for (const struct bucket_cors *c = bucket->cors; c->from; c++) {
        struct node *rule = node_add(rules, NULL, node_map(arena));
        rule->place = node_place(c->from);
        node_add(rule, "AllowedOrigins", texts(arena, c->origins, ""));
        node_add(rule, "AllowedMethods", texts(arena, c->methods, "GET HEAD PUT"));
        node_add(rule, "AllowedHeaders", texts(arena, c->headers, "*"));
        node_add(rule, "ExposedHeaders", texts(arena, c->expose, "ETag"));
        node_add(rule, "MaxAge", node_number(arena, c->age.from ? c->age.value : AN_HOUR));
    }
    schema_check(template->schemas, "AWS::S3::Bucket", "CorsConfiguration.CorsRules", "cors", rules,
                 template->diags); /* two may say the same in different words */
}

static void lock_write(struct template *template, const struct object_lock *lock, struct node *properties)
{
    static const struct word_pair modes[] = { { "governance", "GOVERNANCE" },
                                              { "compliance", "COMPLIANCE" },
                                              { 0 } };
    struct arena *arena = template->arena;
    if (!lock->from) return;
    node_add(properties, "ObjectLockEnabled", node_flag(arena, true));
    struct node *configuration = node_at(properties, "ObjectLockConfiguration");
    node_add(configuration, "ObjectLockEnabled", node_text(arena, "Enabled"));
    const char *mode = lock->mode.value ? word_translate(template, "mode", &lock->mode, modes) : "GOVERNANCE";
    if (!lock->retention.from || !mode) return;
    struct node *retention = node_at(configuration, "Rule.DefaultRetention");
    node_add(retention, "Mode", node_text(arena, mode));
    node_add(retention, "Days", node_number(arena, lock->retention.value));
}

/* https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
static void access_logs_write(struct template *template, const struct bucket *bucket, struct node *properties)
{
    struct arena *arena = template->arena;
    const struct named *to = bucket->accessLogs.to.target;
    if (!to) return;
    struct node *logging = node_add(properties, "LoggingConfiguration", node_map(arena));
    node_add(logging, "DestinationBucketName", item_value(template, to->item));
    const char *prefix = bucket->accessLogs.prefix.value;
    node_add(logging, "LogFilePrefix",
             node_text(arena, prefix ? prefix : arena_join(arena, bucket->item.key.value, "/")));
}

static void inventory_write(struct template *template, const struct bucket *bucket, struct node *properties)
{
    static const struct word_pair every[] = { { "daily", "Daily" }, { "weekly", "Weekly" }, { 0 } };
    static const struct word_pair formats[] = {
        { "csv", "CSV" }, { "orc", "ORC" }, { "parquet", "Parquet" }, { 0 }
    };
    struct arena *arena = template->arena;
    const struct inventory *inventory = &bucket->inventory;
    const struct named *to = inventory->to.target;
    if (!to) return;
    struct node *one =
        node_add(node_add(properties, "InventoryConfigurations", node_list(arena)), NULL, node_map(arena));
    const char *when =
        inventory->every.value ? word_translate(template, "every", &inventory->every, every) : "Weekly";
    const char *format =
        inventory->format.value ? word_translate(template, "format", &inventory->format, formats) : "CSV";
    node_add(one, "Id", node_text(arena, "inventory"));
    node_add(one, "Enabled", node_flag(arena, true));
    node_add(one, "IncludedObjectVersions", node_text(arena, inventory->versions.value ? "All" : "Current"));
    node_add(one, "ScheduleFrequency", node_text(arena, when ? when : "Weekly"));
    struct node *destination = node_at(one, "Destination");
    node_add(destination, "BucketArn", item_arn(template, to->item));
    node_add(destination, "BucketAccountId", intrinsic_ref(arena, "AWS::AccountId"));
    node_add(destination, "Format", node_text(arena, format ? format : "CSV"));
    if (inventory->prefix.value) node_add(destination, "Prefix", node_text(arena, inventory->prefix.value));
    if (inventory->fields && inventory->fields->from)
        node_add(one, "OptionalFields", texts(arena, inventory->fields, ""));
}

/* S3 delivers logs and lists of other buckets of the account into this one. */
static void deliver_allow(struct template *template, const struct bucket *bucket, const char *service,
                          struct node *statements)
{
    struct arena *arena = template->arena;
    const char *id = item_id(template, &bucket->item);
    struct node *statement = policy_allow(statements, "s3:PutObject");
    node_add(node_at(statement, "Principal"), "Service", node_text(arena, service));
    node_add(statement, "Resource", intrinsic_sub(arena, "${%s.Arn}/*", id));
    node_add(node_at(statement, "Condition.StringEquals"), "aws:SourceAccount",
             intrinsic_ref(arena, "AWS::AccountId"));
}

/* What buckets get from others, by their keys: found once for all of them. */
struct deliveries {
    struct index *by_bucket; /* struct delivery */
};
struct delivery {
    bool logs, lists;
};

static struct delivery *delivery_to(struct template *template, struct index *deliveries,
                                    const struct bucket *bucket)
{
    struct delivery *found = index_find(deliveries, bucket->item.key.value);
    if (found) return found;
    found = arena_take(template->arena, sizeof *found);
    return index_add(deliveries, bucket->item.key.value, found);
}

static const struct index *deliveries_find(struct template *template)
{
    struct deliveries *deliveries = template_part(template, "bucket deliveries", sizeof *deliveries);
    if (deliveries->by_bucket) return deliveries->by_bucket;
    deliveries->by_bucket = index_new(template->arena);
    for (const struct bucket *from = template->service->buckets; from && from->item.from; from++) {
        const struct named *logs = from->accessLogs.to.target, *lists = from->inventory.to.target;
        if (logs) delivery_to(template, deliveries->by_bucket, logs->item)->logs = true;
        if (lists) delivery_to(template, deliveries->by_bucket, lists->item)->lists = true;
    }
    return deliveries->by_bucket;
}

static void deliveries_allow(struct template *template, const struct bucket *bucket, struct node *statements)
{
    const struct delivery *delivery = index_find(deliveries_find(template), bucket->item.key.value);
    if (delivery && delivery->logs) deliver_allow(template, bucket, "logging.s3.amazonaws.com", statements);
    if (delivery && delivery->lists) deliver_allow(template, bucket, "s3.amazonaws.com", statements);
}

static void website_write(struct template *template, const struct bucket *bucket, struct node *properties,
                          struct node *statements)
{
    struct arena *arena = template->arena;
    const struct website *website = &bucket->website;
    if (!website->from) return;
    bool plain = website->index.value && json_word(website->index.from) != JSON_TRUE;
    struct node *configuration = node_at(properties, "WebsiteConfiguration");
    node_add(configuration, "IndexDocument", node_text(arena, plain ? website->index.value : "index.html"));
    if (website->error.value)
        node_add(configuration, "ErrorDocument", node_text(arena, website->error.value));
    struct node *statement = policy_allow(statements, "s3:GetObject");
    statement->place = node_key_place(website->from);
    node_add(statement, "Principal", node_text(arena, "*"));
    node_add(statement, "Resource", intrinsic_sub(arena, "${%s.Arn}/*", item_id(template, &bucket->item)));
}

void bucket_settings_write(struct template *template, const struct bucket *bucket, struct node *properties,
                           struct node *statements)
{
    struct arena *arena = template->arena;
    cors_write(template, bucket, properties);
    lock_write(template, &bucket->lock, properties);
    access_logs_write(template, bucket, properties);
    inventory_write(template, bucket, properties);
    website_write(template, bucket, properties, statements);
    deliveries_allow(template, bucket, statements);
    if (bucket->accelerate.from)
        node_add(node_at(properties, "AccelerateConfiguration"), "AccelerationStatus",
                 node_text(arena, bucket->accelerate.value ? "Enabled" : "Suspended"));
    if (bucket->metrics.value)
        node_add(
            node_add(node_add(properties, "MetricsConfigurations", node_list(arena)), NULL, node_map(arena)),
            "Id", node_text(arena, "EntireBucket"));
}
