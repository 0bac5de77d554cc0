/* DynamoDB tables, global tables from the start: a replica added later is then an update, where a changed
 * type would replace the table and its data.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
#include "base/index.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/kind.h"
#include <stdlib.h>
#include <string.h>

struct key {
    const struct node *from;
    struct text partition, sort, partitionType, sortType;
};

struct table_index {
    const struct node *from;
    struct text name;
    struct key key;
    struct text project;
    struct text *include;
};

struct capacity {
    const struct node *from;
    struct text mode;
    struct text read, write;
    struct percent target;
};

struct backups {
    const struct node *from;
    struct text recovery;
};

struct table {
    struct item item;
    struct text name, ttl, stream;
    struct key key;
    struct table_index *indexes;
    struct capacity capacity;
    struct backups backups;
    struct flag protect;
};

static const struct field key_fields[] = {
    { FIELD(key, partition), .required = true, .about = "The partition key's attribute." },
    { FIELD(key, sort), .about = "The sort key's attribute." },
    { FIELD(key, partitionType), .about = "string (unless told), number or binary." },
    { FIELD(key, sortType), .about = "string (unless told), number or binary." },
    { 0 },
};

/* `PK`, `PK, SK` or `PK: S, SK: N`, each part at its own column. */
static struct node *key_spell(struct arena *arena, const struct node *word)
{
    static const char *const keys[][2] = { { "partition", "partitionType" }, { "sort", "sortType" } };
    struct node *map = node_map(arena);
    map->place = word->place;
    const char *at = word->text;
    for (size_t part = 0; *at; part++) {
        if (part == 2) return NULL;
        for (size_t i = 0; i < 2; i++) {
            size_t size = strcspn(at, ":, ");
            if (!size) return NULL;
            struct node *n = node_add(map, keys[part][i], node_text(arena, arena_copy(arena, at, size)));
            n->place = word->place;
            n->place.column += text_points(word->text, (size_t)(at - word->text)) + word->quoted;
            n->place.length = text_points(at, size);
            n->key_place = n->place;
            at += size;
            bool typed = i == 0 && at[strspn(at, " ")] == ':';
            at += strspn(at, typed ? ": " : ", ");
            if (!typed) break;
        }
    }
    return map->first ? map : NULL;
}
static const struct form key_form = { .what = "PK, or 'PK, SK', or 'PK: S, SK: N'",
                                      .spell = key_spell,
                                      .size = sizeof(struct key),
                                      .fields = key_fields };

static const struct field index_fields[] = {
    { KEYED("(name)", table_index, name) },
    { NESTED(table_index, key, key), .required = true, .about = "Its own key, such as 'GSI1PK, GSI1SK'." },
    { FIELD(table_index, project),
      .about = "all (unless told) or keys: the attributes that are copied into it." },
    { FIELD(table_index, include), .about = "Attributes copied besides the keys." },
    { 0 },
};
static const struct form table_index_form = { .what = "an index's key, or {key, project}",
                                              .named = "(name)",
                                              .brief = "key",
                                              .size = sizeof(struct table_index),
                                              .fields = index_fields };

static const struct field capacity_fields[] = {
    { FIELD(capacity, mode), .about = "on-demand." },
    { FIELD(capacity, read), .about = "Reads a second, such as 5 or 5-100." },
    { FIELD(capacity, write), .about = "Writes a second, such as 5 or 5-50." },
    { FIELD(capacity, target),
      .about = "How busy the table may be before more is provisioned; 70% unless told." },
    { 0 },
};
static const struct form capacity_form = { .what = "on-demand, or {read: 5-100, write: 5-50}",
                                           .brief = "mode",
                                           .size = sizeof(struct capacity),
                                           .fields = capacity_fields };

static const struct field backups_fields[] = {
    { FIELD(backups, recovery),
      .about = "How far back any second can be restored: 1d to 35d (unless told), or off." },
    { LATER("plan", "Until then: an AWS::Backup::BackupPlan under resources.") },
    { LATER("keep", "Until then: an AWS::Backup::BackupPlan under resources.") },
    { 0 },
};
static const struct form backups_form = { .what = "{recovery: 35d}, or off",
                                          .brief = "recovery",
                                          .size = sizeof(struct backups),
                                          .fields = backups_fields };

static const struct field fields[] = {
    ITEM_FIELDS(table),
    { NESTED(table, key, key), .required = true, .about = "The table's key: PK, or 'PK, SK'." },
    { NAMED(table, indexes, table_index), .about = "Global secondary indexes: name and key." },
    { FIELD(table, ttl), .property = "TimeToLiveSpecification.AttributeName",
      .about = "The attribute that says when an item expires." },
    { FIELD(table, stream), .about = "new-and-old, new, old or keys: what a stream of changes carries." },
    { NESTED(table, capacity, capacity), .about = "on-demand unless told." },
    { NESTED(table, backups, backups), .about = "Point-in-time recovery; 35 days unless told." },
    { FIELD(table, protect), .about = "AWS refuses to delete it while this is on." },
    { FIELD(table, name), .property = "TableName",
      .about = "Its physical name; CloudFormation's own unless told." },
    { LATER("replicas", "The table is a global one already: adding a region later is an update.") },
    { LATER("arn", "Until then: statements under overrides.") },
    { 0 },
};
const struct form table_form = { .what = "a table, or its key",
                                 .named = "(key)",
                                 .brief = "key",
                                 .type = "AWS::DynamoDB::GlobalTable",
                                 .size = sizeof(struct table),
                                 .fields = fields };

struct word_pair {
    const char *ours, *theirs;
};

/* What a word of ours is to AWS; NULL after a finding. */
static const char *translate(struct template *template, const char *key, const struct text *word,
                             const struct word_pair *pairs)
{
    struct nearest nearest = { .word = word->value };
    struct buffer *known = buffer_new(template->arena);
    for (; pairs->ours; pairs++) {
        if (!strcmp(word->value, pairs->ours) || !strcmp(word->value, pairs->theirs)) return pairs->theirs;
        nearest_try(&nearest, pairs->ours);
        buffer_print(known, "%s%s", known->size ? ", " : "", pairs->ours);
    }
    diag_add(template->diags, FINDING_out_of_range, word->from->place,
             diag_meant(template->arena, nearest.name), "%s '%s' is none of %s", key, word->value,
             known->text);
    return NULL;
}

/* A table in the making: an attribute has one type in the whole table. */
struct defining {
    struct template *template;
    struct node *attributes;
    struct index *seen; /* attribute → its AttributeDefinition */
};

static void attribute_add(struct defining *defining, const struct text *name, const struct text *type,
                          struct node *schema, const char *role)
{
    static const struct word_pair types[] = {
        { "string", "S" }, { "number", "N" }, { "binary", "B" }, { 0 }
    };
    struct template *template = defining->template;
    struct arena *arena = template->arena;
    if (!name->value) return;
    const char *theirs = type->value ? translate(template, "type", type, types) : "S";
    struct node *key = node_add(schema, NULL, node_map(arena));
    key->place = name->from->place;
    node_add(key, "AttributeName", node_text(arena, name->value));
    node_add(key, "KeyType", node_text(arena, role));
    const struct node *seen = index_find(defining->seen, name->value);
    if (seen && theirs && strcmp(node_word(seen, "AttributeType"), theirs)) {
        struct diag *diag = diag_add(template->diags, FINDING_index_key, name->from->place, NULL,
                                     "the attribute '%s' has two types", name->value);
        diag_note(template->diags, diag, seen->place, "here it is %s", node_word(seen, "AttributeType"));
    }
    if (seen || !theirs) return;
    struct node *attribute = node_add(defining->attributes, NULL, node_map(arena));
    attribute->place = name->from->place;
    node_add(attribute, "AttributeName", node_text(arena, name->value));
    node_add(attribute, "AttributeType", node_text(arena, theirs));
    index_add(defining->seen, name->value, attribute);
}

static struct node *key_schema(struct defining *defining, const struct key *key)
{
    struct node *schema = node_list(defining->template->arena);
    attribute_add(defining, &key->partition, &key->partitionType, schema, "HASH");
    attribute_add(defining, &key->sort, &key->sortType, schema, "RANGE");
    return schema;
}

/* `5` or `5-100`. */
static bool range_read(struct template *template, const char *key, const struct text *word, long *least,
                       long *most)
{
    char *end;
    *least = *most = strtol(word->value, &end, 10);
    if (end != word->value && *end == '-') *most = strtol(end + 1, &end, 10);
    if (end != word->value && !*end && *least >= 1 && *most >= *least) return true;
    diag_add(template->diags, FINDING_out_of_range, word->from->place, NULL,
             "%s must be units such as 5, or a range such as 5-100", key);
    return false;
}

/* Autoscaling belongs to the table itself; write capacity of a global table is never a fixed number. */
static struct node *scaling(struct template *template, const char *key, const struct text *word, long percent)
{
    struct arena *arena = template->arena;
    long least, most;
    if (!word->value || !range_read(template, key, word, &least, &most)) return NULL;
    struct node *settings = node_map(arena);
    node_add(settings, "MinCapacity", node_number(arena, least));
    node_add(settings, "MaxCapacity", node_number(arena, most));
    node_add(node_at(settings, "TargetTrackingScalingPolicyConfiguration"), "TargetValue",
             node_number(arena, percent));
    return settings;
}

static bool is_provisioned(const struct capacity *capacity)
{
    return capacity->read.from || capacity->write.from;
}

static void write_capacity(struct template *template, const struct capacity *capacity,
                           struct node *properties)
{
    struct node *settings =
        scaling(template, "write", &capacity->write, capacity->target.from ? capacity->target.value : 70);
    if (settings)
        node_add(node_at(properties, "WriteProvisionedThroughputSettings"),
                 "WriteCapacityAutoScalingSettings", settings);
}

static void read_capacity(struct template *template, const struct capacity *capacity, struct node *into)
{
    struct node *settings =
        scaling(template, "read", &capacity->read, capacity->target.from ? capacity->target.value : 70);
    if (settings)
        node_add(node_at(into, "ReadProvisionedThroughputSettings"), "ReadCapacityAutoScalingSettings",
                 settings);
}

static void check_capacity(struct template *template, const struct capacity *capacity)
{
    static const struct word_pair modes[] = { { "on-demand", "PAY_PER_REQUEST" }, { 0 } };
    if (capacity->mode.value) translate(template, "capacity", &capacity->mode, modes);
    if (is_provisioned(capacity) && !(capacity->read.from && capacity->write.from))
        diag_add(template->diags, FINDING_capacity_incomplete, capacity->from->place, NULL,
                 "capacity has no %s", capacity->read.from ? "write" : "read");
}

static struct node *index_write(struct template *template, const struct table *table,
                                const struct table_index *index, struct defining *defining)
{
    static const struct word_pair projections[] = { { "all", "ALL" }, { "keys", "KEYS_ONLY" }, { 0 } };
    struct arena *arena = template->arena;
    struct node *written = node_map(arena);
    written->place = index->from->place;
    node_add(written, "IndexName", node_text(arena, index->name.value));
    node_add(written, "KeySchema", key_schema(defining, &index->key));
    const char *type =
        index->project.value ? translate(template, "project", &index->project, projections) : "ALL";
    struct node *projection = node_add(written, "Projection", node_map(arena));
    node_add(projection, "ProjectionType",
             node_text(arena, index->include ? "INCLUDE"
                              : type         ? type
                                             : "ALL"));
    struct node *include = index->include ? node_add(projection, "NonKeyAttributes", node_list(arena)) : NULL;
    for (const struct text *t = index->include; t && t->from; t++)
        node_add(include, NULL, node_text(arena, t->value));
    if (is_provisioned(&table->capacity)) write_capacity(template, &table->capacity, written);
    return written;
}

static void recovery_write(struct template *template, const struct backups *backups, struct node *replica)
{
    struct arena *arena = template->arena;
    const struct text *word = &backups->recovery;
    struct days days = { 0 };
    bool off = word->from && json_word(word->from) == JSON_FALSE;
    if (word->from && !off && (!days_form.word(&days, word->from) || days.value < 1 || days.value > 35))
        diag_add(template->diags, FINDING_out_of_range, word->from->place, NULL,
                 "recovery must be from 1d to 35d, or off");
    struct node *recovery = node_at(replica, "PointInTimeRecoverySpecification");
    node_add(recovery, "PointInTimeRecoveryEnabled", node_flag(arena, !off));
    if (days.value) node_add(recovery, "RecoveryPeriodInDays", node_number(arena, days.value));
}

static void replica_write(struct template *template, const struct table *table, struct node *properties)
{
    struct arena *arena = template->arena;
    struct node *replica =
        node_add(node_add(properties, "Replicas", node_list(arena)), NULL, node_map(arena));
    node_add(replica, "Region", intrinsic_ref(arena, "AWS::Region"));
    recovery_write(template, &table->backups, replica);
    if (table->protect.from)
        node_add(replica, "DeletionProtectionEnabled", node_flag(arena, table->protect.value));
    node_add(replica, "Tags", tag_list(template)); /* the stack's tags do not reach replicas */
    if (!is_provisioned(&table->capacity)) return;
    read_capacity(template, &table->capacity, replica);
    struct node *indexes =
        table->indexes ? node_add(replica, "GlobalSecondaryIndexes", node_list(arena)) : NULL;
    for (const struct table_index *i = table->indexes; i && i->from; i++) {
        struct node *index = node_add(indexes, NULL, node_map(arena));
        node_add(index, "IndexName", node_text(arena, i->name.value));
        read_capacity(template, &table->capacity, index);
    }
}

static void stream_write(struct template *template, const struct table *table, struct node *properties)
{
    static const struct word_pair views[] = { { "new-and-old", "NEW_AND_OLD_IMAGES" },
                                              { "new", "NEW_IMAGE" },
                                              { "old", "OLD_IMAGE" },
                                              { "keys", "KEYS_ONLY" },
                                              { 0 } };
    const struct text *stream = &table->stream;
    if (!stream->value || json_word(stream->from) == JSON_FALSE) return;
    bool on = json_word(stream->from) == JSON_TRUE;
    const char *view = on ? views[0].theirs : translate(template, "stream", stream, views);
    if (view)
        node_add(node_at(properties, "StreamSpecification"), "StreamViewType",
                 node_text(template->arena, view));
}

static void table_write(struct template *template, const void *item)
{
    const struct table *table = item;
    struct arena *arena = template->arena;
    struct resource resource = template_add(template, item_id(template, &table_kind, &table->item),
                                            "AWS::DynamoDB::GlobalTable", table->item.from->key_place);
    struct node *properties = resource.properties;
    struct defining defining = { template, node_list(arena), index_new(arena) };
    template_write(template, &table_form, table, properties);
    node_add(properties, "KeySchema", key_schema(&defining, &table->key));
    struct node *indexes = table->indexes && table->indexes->from
                               ? node_add(properties, "GlobalSecondaryIndexes", node_list(arena))
                               : NULL;
    for (const struct table_index *i = table->indexes; i && i->from; i++)
        node_add(indexes, NULL, index_write(template, table, i, &defining));
    node_add(properties, "AttributeDefinitions", defining.attributes);
    check_capacity(template, &table->capacity);
    node_add(properties, "BillingMode",
             node_text(arena, is_provisioned(&table->capacity) ? "PROVISIONED" : "PAY_PER_REQUEST"));
    if (is_provisioned(&table->capacity)) write_capacity(template, &table->capacity, properties);
    node_add(node_at(properties, "SSESpecification"), "SSEEnabled", node_flag(arena, true));
    stream_write(template, table, properties);
    if (table->ttl.from)
        node_add(node_at(properties, "TimeToLiveSpecification"), "Enabled", node_flag(arena, true));
    replica_write(template, table, properties);
    template_retain(template, resource);
}

#define TABLE_READ                                                                                           \
    "dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:Scan dynamodb:ConditionCheckItem"
#define TABLE_WRITE "dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem"
static const struct verb verbs[] = { { "read", TABLE_READ, "@ @/index/*" },
                                     { "write", TABLE_WRITE, "@" },
                                     { 0 } };

const struct kind table_kind = { .section = "tables",
                                 .suffix = "Table",
                                 .form = &table_form,
                                 .verbs = verbs,
                                 .variable = "_TABLE",
                                 .write = table_write };
