/* DynamoDB tables, global tables from the start: a replica added later is then an update, where a changed
 * type would replace the table and its data.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
#include "templates/kinds/table.h"
#include "base/index.h"
#include "base/json.h"
#include "service/intrinsic.h"
#include "templates/elsewhere.h"

struct table_index {
    const struct node *from;
    struct text name;
    struct key key;
    struct text project;
    struct text *include;
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
    ELSEWHERE_FIELD(table),
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
    { 0 },
};
const struct form table_form = { .what = "a table, or its key",
                                 .named = "(key)",
                                 .instead = "arn",
                                 .brief = "key",
                                 .type = "AWS::DynamoDB::GlobalTable",
                                 .size = sizeof(struct table),
                                 .fields = fields };

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
        index->project.value ? word_translate(template, "project", &index->project, projections) : "ALL";
    struct node *projection = node_add(written, "Projection", node_map(arena));
    node_add(projection, "ProjectionType",
             node_text(arena, index->include ? "INCLUDE"
                              : type         ? type
                                             : "ALL"));
    struct node *include = index->include ? node_add(projection, "NonKeyAttributes", node_list(arena)) : NULL;
    for (const struct text *t = index->include; t && t->from; t++)
        node_add(include, NULL, node_text(arena, t->value));
    if (capacity_is_provisioned(&table->capacity)) capacity_write_units(template, &table->capacity, written);
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
    if (!capacity_is_provisioned(&table->capacity)) return;
    capacity_read_units(template, &table->capacity, replica);
    struct node *indexes =
        table->indexes ? node_add(replica, "GlobalSecondaryIndexes", node_list(arena)) : NULL;
    for (const struct table_index *i = table->indexes; i && i->from; i++) {
        struct node *index = node_add(indexes, NULL, node_map(arena));
        node_add(index, "IndexName", node_text(arena, i->name.value));
        capacity_read_units(template, &table->capacity, index);
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
    const struct node *read = index_find(template->streamed, table->item.key.value);
    bool off = stream->value && json_word(stream->from) == JSON_FALSE;
    if (off && read) {
        struct diag *diag = diag_add(template->diags, FINDING_stream_off, stream->from->place, "leave it out",
                                     "a function reads the table's stream");
        diag_note(template->diags, diag, read->place, "here");
    }
    if (off || (!stream->value && !read)) return;
    bool on = !stream->value || json_word(stream->from) == JSON_TRUE;
    const char *view = on ? views[0].theirs : word_translate(template, "stream", stream, views);
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
    node_add(properties, "BillingMode", node_text(arena, capacity_mode(template, &table->capacity)));
    if (capacity_is_provisioned(&table->capacity))
        capacity_write_units(template, &table->capacity, properties);
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

/* The primary's has a replica in each of the other regions. */
static bool table_is_here(const struct template *template, const void *item)
{
    (void)item;
    return template->at.primary;
}

const struct kind table_kind = { .section = "tables",
                                 .suffix = "Table",
                                 .form = &table_form,
                                 .verbs = verbs,
                                 .variable = "_TABLE",
                                 .replica =
                                     "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/",
                                 .here = table_is_here,
                                 .value_elsewhere = elsewhere_table_name,
                                 .write = table_write };
