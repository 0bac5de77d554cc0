/* Kinesis streams: on demand and encrypted.
 * https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html */
#include "templates/kinds/stream.h"
#include "base/json.h"
#include "service/intrinsic.h"

static const struct field fields[] = {
    ITEM_FIELDS(stream),
    ELSEWHERE_FIELD(stream),
    { FIELD(stream, shards), .property = "ShardCount",
      .about = "Shards that are paid for by the hour; on demand unless told." },
    { FIELD(stream, retention), .about = "How long a record is kept, 1d (unless told) to 365d." },
    { FIELD(stream, encryption), .elsewhere = true,
      .about = "Kinesis's own key unless told; off, or a customer key such as alias/mine or its ARN." },
    { FIELD(stream, name), .property = "Name",
      .about = "Its physical name; CloudFormation's own unless told." },
    { 0 },
};
const struct form stream_form = { .what = "a mapping, such as {shards: 2}",
                                  .named = "(key)",
                                  .brief = "shards",
                                  .instead = "arn",
                                  .type = "AWS::Kinesis::Stream",
                                  .size = sizeof(struct stream),
                                  .fields = fields };

static void encryption_write(struct template *template, const struct text *key, struct node *properties)
{
    struct arena *arena = template->arena;
    enum json_word word = is_known(key->from) ? json_word(key->from) : JSON_TEXT;
    if (word == JSON_FALSE) return;
    struct node *encryption = node_add(properties, "StreamEncryption", node_map(arena));
    node_add(encryption, "EncryptionType", node_text(arena, "KMS"));
    bool own = key->from && word != JSON_TRUE;
    node_add(encryption, "KeyId", own ? node_copy(arena, key->from) : node_text(arena, "alias/aws/kinesis"));
}

void stream_write(struct template *template, const void *item)
{
    const struct stream *stream = item;
    struct arena *arena = template->arena;
    struct resource resource = template_add(template, item_id(template, &stream->item),
                                            "AWS::Kinesis::Stream", node_key_place(stream->item.from));
    struct node *properties = resource.properties;
    node_add(node_at(properties, "StreamModeDetails"), "StreamMode",
             node_text(arena, stream->shards.from ? "PROVISIONED" : "ON_DEMAND"));
    template_write(template, &stream_form, stream, properties);
    if (stream->retention.from && (stream->retention.value < 1 || stream->retention.value > 365))
        diag_add(template->diags, FINDING(out_of_range), node_place(stream->retention.from), NULL,
                 "retention must be from 1d to 365d");
    else if (stream->retention.from)
        node_add(properties, "RetentionPeriodHours", node_number(arena, 24 * stream->retention.value));
    encryption_write(template, &stream->encryption, properties);
    template_retain(template, resource);
}

static const struct text *key_of(const void *item) { return &((const struct stream *)item)->encryption; }

static struct node *name_elsewhere(struct template *template, const struct node *arn)
{
    return arn_name(template->arena, arn);
}

static const struct verb verbs[] = {
    { "write", "kinesis:PutRecord kinesis:PutRecords", "@" },
    { "read", "kinesis:DescribeStreamSummary kinesis:GetRecords kinesis:GetShardIterator kinesis:ListShards",
      "@" },
    { 0 },
};

const struct kind stream_kind = { .id = KIND_stream,
                                  .section = "streams",
                                  .suffix = "Stream",
                                  .form = &stream_form,
                                  .reach = { .value_elsewhere = name_elsewhere },
                                  .grant = {
                                      .verbs = verbs, .encryption_key = key_of, .variable = "_STREAM" } };
