/* DynamoDB tables, global tables from the start: a replica added later is then an update, where a changed
 * type would replace the table and its data.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
 */
#include "templates/kinds/table.h"
#include "base/index.h"
#include "base/json.h"
#include "service/intrinsic.h"
#include "templates/elsewhere.h"
#include "templates/events/stream.h"
#include "templates/replicas.h"
#include "templates/tables/table_backups.h"
#include "templates/tables/table_capacity.h"
#include "templates/tables/table_dax.h"
#include "templates/tables/table_key.h"
#include "templates/tables/table_replicas.h"
#include <string.h>

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

static const struct field fields[] = {
    ITEM_FIELDS(table),
    ELSEWHERE_FIELD(table),
    { NESTED(table, key, key), .required = true, .about = "The table's key: PK, or 'PK, SK'." },
    { NAMED(table, indexes, table_index), .about = "Global secondary indexes: name and key." },
    { NAMED(table, localIndexes, table_index),
      .about = "Local secondary indexes: name and sort key. They can only be made with the table." },
    { FIELD(table, replicas),
      .about = "all (the service's regions) or regions that get a copy, which may be written too; it implies "
               "a stream." },
    { FIELD(table, ttl), .property = "TimeToLiveSpecification.AttributeName",
      .about = "The attribute that says when an item expires." },
    { FIELD(table, stream), .about = "new-and-old, new, old or keys: what a stream of changes carries." },
    { NESTED(table, capacity, capacity), .about = "on-demand unless told." },
    { NESTED(table, backups, backups),
      .about = "Point-in-time recovery, 35 days unless told, and copies by AWS Backup." },
    { NESTED(table, dax, dax),
      .about =
          "A cache in the VPC of the functions that use it (DAX), of such nodes; they get NAME_DAX, where "
          "it is, in the primary region; none unless told." },
    { FIELD(table, encryption), .elsewhere = true,
      .about = "A customer key, such as alias/mine or its ARN; AWS's own key unless told." },
    { FIELD(table, class),
      .about = "standard (unless told), or infrequent: storage is cheaper, requests dearer." },
    { FIELD(table, insights),
      .about = "Contributor Insights, which names the busiest keys; off unless told." },
    { FIELD(table, kinesis), .refers = "streams", .elsewhere = true,
      .about = "The Kinesis stream that gets every change." },
    { FIELD(table, policy), .about = "Statements of who else may use it, as IAM has them." },
    { FIELD(table, protect), .about = "AWS refuses to delete it while this is on." },
    { FIELD(table, name), .property = "TableName",
      .about = "Its physical name; CloudFormation's own unless told." },
    { 0 },
};
const struct form table_form = { .what = "a table, or its key",
                                 .named = "(key)",
                                 .instead = "arn",
                                 .brief = "key",
                                 .type = "AWS::DynamoDB::GlobalTable",
                                 .size = sizeof(struct table),
                                 .fields = fields };

static void projection_write(struct template *template, const struct table_index *index, struct node *written)
{
    static const struct word_pair projections[] = { { "all", "ALL" }, { "keys", "KEYS_ONLY" }, { 0 } };
    struct arena *arena = template->arena;
    const char *type =
        index->project.value ? word_translate(template, "project", &index->project, projections) : "ALL";
    struct node *projection = node_add(written, "Projection", node_map(arena));
    node_add(projection, "ProjectionType",
             node_text(arena, index->include ? "INCLUDE"
                              : type         ? type
                                             : "ALL"));
    if (!index->include || !index->include->from) return;
    struct node *include = node_add(projection, "NonKeyAttributes", node_list(arena));
    include->place = node_place(index->include->from);
    for (const struct text *t = index->include; t->from; t++)
        node_add(include, NULL, node_text(arena, t->value))->place = node_place(t->from);
    schema_check(template->schemas, "AWS::DynamoDB::GlobalTable",
                 "GlobalSecondaryIndexes.Projection.NonKeyAttributes", "include", include, template->diags);
}

static struct node *index_write(struct template *template, const struct table *table,
                                const struct table_index *index, struct defining *defining)
{
    struct arena *arena = template->arena;
    struct node *written = node_map(arena);
    written->place = node_place(index->from);
    node_add(written, "IndexName", node_text(arena, index->name.value));
    node_add(written, "KeySchema", key_schema(defining, &index->key));
    projection_write(template, index, written);
    if (capacity_is_provisioned(&table->capacity)) capacity_write_units(template, &table->capacity, written);
    return written;
}

/* The table's partition key and another sort key, which is what the user writes of it. */
static struct key local_key(struct template *template, const struct table *table,
                            const struct table_index *index)
{
    struct key key = table->key;
    key.from = index->key.from;
    key.sort = index->key.sort.from ? index->key.sort : index->key.partition;
    key.sortType = index->key.sort.from ? index->key.sortType : index->key.partitionType;
    const struct text *partition = index->key.sort.from ? &index->key.partition : NULL;
    if (partition && partition->value && table->key.partition.value &&
        strcmp(partition->value, table->key.partition.value) != 0)
        diag_add(template->diags, FINDING(local_index), node_place(index->key.from), "indexes: has any key",
                 "a local index has the partition key of its table, '%s'", table->key.partition.value);
    return key;
}

static void local_write(struct template *template, const struct table *table, struct defining *defining,
                        struct node *properties)
{
    struct arena *arena = template->arena;
    const struct table_index *index = table->localIndexes;
    if (!index || !index->from) return;
    struct node *list = node_add(properties, "LocalSecondaryIndexes", node_list(arena));
    if (!table->key.sort.from)
        diag_add(template->diags, FINDING(local_index), node_place(index->from), "key: 'PK, SK'",
                 "only a table with a sort key has local indexes");
    for (; index->from; index++) {
        const struct key key = local_key(template, table, index);
        struct node *written = node_add(list, NULL, node_map(arena));
        written->place = node_place(index->from);
        node_add(written, "IndexName", node_text(arena, index->name.value));
        node_add(written, "KeySchema", key_schema(defining, &key));
        projection_write(template, index, written);
    }
}

static void table_stream_write(struct template *template, const struct table *table, struct node *properties)
{
    static const struct word_pair views[] = { { "new-and-old", "NEW_AND_OLD_IMAGES" },
                                              { "new", "NEW_IMAGE" },
                                              { "old", "OLD_IMAGE" },
                                              { "keys", "KEYS_ONLY" },
                                              { 0 } };
    const struct text *stream = &table->stream;
    const struct node *read = stream_reader(template, &table->item);
    bool off = stream->value && json_word(stream->from) == JSON_FALSE;
    if (off && read) {
        struct diag *diag = diag_add(template->diags, FINDING(stream_off), node_place(stream->from),
                                     "leave it out", "a function reads the table's stream");
        diag_note(template->diags, diag, read->place, "here");
    }
    bool several = replica_regions(template, table->replicas)->count > 0;
    if (several && stream->value && json_word(stream->from) != JSON_TRUE &&
        strcmp(stream->value, views[0].ours))
        diag_add(template->diags, FINDING(replica_stream), node_place(stream->from),
                 "stream: new-and-old, or leave it out",
                 "replicas are kept by a stream of new and old items");
    if (!several && (off || (!stream->value && !read))) return;
    bool on = several || !stream->value || json_word(stream->from) == JSON_TRUE;
    const char *view = on ? views[0].theirs : word_translate(template, "stream", stream, views);
    if (view)
        node_add(node_at(properties, "StreamSpecification"), "StreamViewType",
                 node_text(template->arena, view));
}

void table_write(struct template *template, const void *item)
{
    const struct table *table = item;
    struct arena *arena = template->arena;
    struct resource resource = template_add(template, item_id(template, &table->item),
                                            "AWS::DynamoDB::GlobalTable", node_key_place(table->item.from));
    struct node *properties = resource.properties;
    struct defining defining = { template, node_list(arena), index_new(arena) };
    template_write(template, &table_form, table, properties);
    node_add(properties, "KeySchema", key_schema(&defining, &table->key));
    struct node *indexes = table->indexes && table->indexes->from
                               ? node_add(properties, "GlobalSecondaryIndexes", node_list(arena))
                               : NULL;
    for (const struct table_index *i = table->indexes; i && i->from; i++)
        node_add(indexes, NULL, index_write(template, table, i, &defining));
    local_write(template, table, &defining, properties);
    node_add(properties, "AttributeDefinitions", defining.attributes);
    node_add(properties, "BillingMode", node_text(arena, capacity_mode(template, &table->capacity)));
    if (capacity_is_provisioned(&table->capacity))
        capacity_write_units(template, &table->capacity, properties);
    struct node *encryption = node_at(properties, "SSESpecification");
    node_add(encryption, "SSEEnabled", node_flag(arena, true));
    if (table->encryption.from) node_add(encryption, "SSEType", node_text(arena, "KMS"));
    table_stream_write(template, table, properties);
    if (table->ttl.from)
        node_add(node_at(properties, "TimeToLiveSpecification"), "Enabled", node_flag(arena, true));
    replicas_write(template, table, properties);
    template_retain(template, resource);
    backups_write(template, table);
    dax_write(template, table);
}

static const struct verb verbs[] = { { "read", TABLE_READ, "@ @/index/*" },
                                     { "write", TABLE_WRITE, "@" },
                                     { 0 } };

/* The primary's has a replica in each of the other regions. */
static bool table_is_here(const struct template *template, const void *item)
{
    (void)item;
    return template->at.primary;
}

/* A region without a replica asks the primary's, which its code has to do too. */
static struct node *replica_arn(struct template *template, const void *item)
{
    const struct table *table = item;
    const char *region = template->at.region;
    if (replicas_have(template, table->replicas, region))
        return intrinsic_sub(template->arena,
                             "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${%s}",
                             item_id(template, &table->item));
    diag_add(template->diags, FINDING(table_abroad), node_key_place(table->item.from),
             "replicas: all keeps a copy in each region",
             "'%s' is in the primary region only, and functions in %s use it", table->item.key.value,
             region ? region : "another region");
    return NULL;
}

static const struct text *key_of(const void *item) { return &((const struct table *)item)->encryption; }

const struct kind table_kind = {
    .id = KIND_table,
    .section = "tables",
    .suffix = "Table",
    .form = &table_form,
    .reach = { .is_here = table_is_here, .remote_arn = replica_arn, .value_elsewhere = elsewhere_table_name },
    .grant = { .verbs = verbs,
               .encryption_key = key_of,
               .variable = "_TABLE",
               .proxy = { .variable = "_DAX",
                          .value = dax_value,
                          .allow = dax_allow,
                          .variable_about = "ClusterDiscoveryEndpointURL of its `dax`, if it has one" } }
};
