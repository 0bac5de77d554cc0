#include "templates/events/stream.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/events/events.h"
#include "templates/service.h"
#include "templates/wiring/access.h"
#include "templates/wiring/destination.h"
#include "templates/wiring/key.h"
#include "templates/wiring/mapping.h"
#include "templates/wiring/where.h"
#include <string.h>

struct stream_event {
    const struct node *from;
    struct reference name, onFailure;
    struct text start, regions;
    struct integer batch, parallel, retries;
    struct seconds window, age, tumbling;
    struct flag bisect, partial, enabled;
    struct any *filters;
};

static const struct field fields[] = {
    { FIELD(stream_event, name), .refers = "tables streams", .required = true, .elsewhere = true,
      .about = "Name under tables or streams, or the ARN of a DynamoDB or Kinesis stream. A table gets a "
               "DynamoDB stream." },
    { FIELD(stream_event, batch), .property = "BatchSize", .about = "Most records in one call.",
      .default_value = "100" },
    { FIELD(stream_event, window), .property = "MaximumBatchingWindowInSeconds",
      .about = "Longest time to gather a batch.", .default_value = "0s" },
    { FIELD(stream_event, start), .about = "Start at the oldest record (trim) or at new records (latest).",
      .default_value = "trim", .values = "trim latest" },
    { FIELD(stream_event, parallel), .property = "ParallelizationFactor",
      .about = "Concurrent batches of one shard.", .default_value = "1" },
    { FIELD(stream_event, retries), .property = "MaximumRetryAttempts",
      .about = "Retries of a failed batch, during which its shard waits.",
      .default_text = "until the records expire" },
    { FIELD(stream_event, age), .property = "MaximumRecordAgeInSeconds",
      .about = "Discard records older than this, such as 1h.", .default_text = "never" },
    { FIELD(stream_event, bisect), .property = "BisectBatchOnFunctionError",
      .about = "Retry a failed batch in two halves.", .default_value = "false" },
    { FIELD(stream_event, partial),
      .about = "The function reports the first failed record of a batch; the batch is retried from there.",
      .default_value = "false" },
    { FIELD(stream_event, filters),
      .about = "Process only records that match one of these filters, such as {eventName: [INSERT]}.",
      .default_text = "all records" },
    { FIELD(stream_event, onFailure), .refers = "queues topics buckets", .elsewhere = true,
      .about = "Queue, topic or bucket that receives details of discarded records.", .default_text = "none" },
    { FIELD(stream_event, tumbling), .property = "TumblingWindowInSeconds",
      .about = "Length of a tumbling window, in which calls pass state to the next call.",
      .default_value = "0s" },
    { FIELD(stream_event, enabled), .property = "Enabled",
      .about = "Poll the stream. `false` keeps the event source but disables it.", .default_value = "true" },
    REGIONS_ROW(stream_event),
    { 0 },
};
const struct form stream_event_form = { .key = "stream",
                                        .what = "a table's name, or a stream's name or ARN",
                                        .brief = "name",
                                        .type = "AWS::Lambda::EventSourceMapping",
                                        .size = sizeof(struct stream_event),
                                        .fields = fields };

#define READ_TABLE                                                                                           \
    "dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams"
#define READ_KINESIS                                                                                         \
    "kinesis:DescribeStream kinesis:DescribeStreamSummary kinesis:GetRecords kinesis:GetShardIterator "      \
    "kinesis:ListShards"

static const char *start_position(struct template *template, const struct text *start)
{
    if (!start->from || !strcmp(start->value, "trim")) return "TRIM_HORIZON";
    if (strcmp(start->value, "latest"))
        diag_add(template->diags, FINDING(out_of_range), node_place(start->from), "trim or latest",
                 "start must be trim or latest (got '%s')", start->value);
    return "LATEST";
}

const struct node *stream_reader(const struct template *template, const struct item *table)
{
    return index_find(template_index(template, "stream readers"), table->key.value);
}

/* Of a table that is here. Its stream elsewhere has another ARN, which the table's does not tell. */
static struct node *table_stream(struct template *template, const struct stream_event *stream)
{
    const struct named *table = stream->name.target;
    const struct item *item = table->item;
    if (item_is_in_template(template, item)) {
        index_add(template_index(template, "stream readers"), item->key.value,
                  (void *)(size_t)stream->name.from);
        return intrinsic_attribute(template->arena, item_id(template, item), "StreamArn");
    }
    bool replica = !item->arn.from;
    diag_add(template->diags, FINDING(stream_unknown),
             replica ? node_place(stream->regions.from) : node_place(stream->name.from),
             replica ? "remove regions: the stream in the primary region has the writes of all regions"
                     : "use the ARN of the stream: stream: arn:aws:dynamodb:…:table/NAME/stream/TIME",
             replica ? "the stack in %s does not know the stream of the table"
                     : "the ARN of an existing table does not give the ARN of its stream",
             template->at.region);
    return NULL;
}

/* !GetAtt Table.StreamArn is of a table, and so is an ARN of DynamoDB; what an import gives may be either,
 * and actions of another service allow nothing. */
static void allow_reading(struct template *template, const struct bound_function *bound,
                          const struct stream_event *stream, const struct node *arn)
{
    const char *service = arn->shape == SCALAR ? arn_part(template->arena, arn->text, ARN_SERVICE) : NULL;
    const struct node *attribute = node_find(arn, "Fn::GetAtt");
    const char *of = attribute && attribute->shape == LIST && attribute->last ? attribute->last->text
                     : attribute && attribute->shape == SCALAR                ? attribute->text
                                                                              : NULL;
    const struct named *target = stream->name.target;
    bool table = named_is(target, KIND_table) || (service && !strcmp(service, "dynamodb")) ||
                 (of && text_ends(of, "StreamArn"));
    bool kinesis = (target && !table) || (service && !strcmp(service, "kinesis")) || (of && !table);
    if (!kinesis) access_allow(template, bound->statements, READ_TABLE, "@", arn);
    if (!table) access_allow(template, bound->statements, READ_KINESIS, "@", arn);
}

void stream_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    const struct stream_event *stream = value;
    if (!reference_is_valid(&stream->name) || !event_is_in_region(template, &stream->regions)) return;
    const struct named *target = stream->name.target;
    const struct node *arn = named_is(target, KIND_table) ? table_stream(template, stream)
                                                          : reference_arn(template, &stream->name);
    if (!arn) return;
    struct mapping mapping = { .source = reference_id(template, &stream->name, "Stream"),
                               .arn = arn,
                               .form = &stream_event_form,
                               .event = stream,
                               .place = node_place(stream->from),
                               .partial = stream->partial.value,
                               .filters = stream->filters };
    struct resource resource = mapping_write(template, bound, &mapping);
    node_add(resource.properties, "StartingPosition",
             node_text(template->arena, start_position(template, &stream->start)));
    if (reference_is_valid(&stream->onFailure))
        node_add(node_at(resource.properties, "DestinationConfig.OnFailure"), "Destination",
                 destination_allow(template, bound, &stream->onFailure));
    allow_reading(template, bound, stream, arn);
    if (!named_is(target, KIND_table)) key_allow_of(template, bound->statements, target);
}
