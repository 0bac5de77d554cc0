/* SNS topics: over TLS only, with the addresses that they write to. Functions and queues subscribe
 * themselves. https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html */
#include "templates/kinds/topic.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/policy.h"
#include "templates/service.h"
#include <string.h>

#define ADDRESS_ROW(protocol, sentence)                                                                      \
    {                                                                                                        \
        .key = #protocol, .offset = offsetof(struct topic, protocol), .form = &address_form,                 \
        .many = SEVERAL, .about = sentence                                                                   \
    }
static const struct field fields[] = {
    ITEM_FIELDS(topic),
    ELSEWHERE_FIELD(topic),
    ADDRESS_ROW(email, "Who gets its messages by email; each confirms once."),
    ADDRESS_ROW(sms, "Telephones that get its messages, such as +15550100."),
    ADDRESS_ROW(https, "Addresses that get its messages; each confirms once."),
    { NESTED(topic, bucket, bucket_event), .about = "Buckets that tell it of their objects." },
    { NESTED(topic, event, bus_event), .about = "Events that it gets from EventBridge." },
    { NESTED(topic, fifo, fifo), .about = "In order, each once; off unless told." },
    { FIELD(topic, displayName), .property = "DisplayName",
      .about = "What emails and text messages say that they come from." },
    { FIELD(topic, encryption), .elsewhere = true,
      .about = "A customer key, such as alias/mine or its ARN; off unless told. AWS's own key alias/aws/sns "
               "shuts out alarms, buckets and rules." },
    { FIELD(topic, tls), .about = "Publishing without TLS is refused; on unless told." },
    { FIELD(topic, name), .property = "TopicName",
      .about = "Its physical name; CloudFormation's own unless told." },
    { 0 },
};
const struct form topic_form = { .what = "a mapping, such as {email: ops@example.org}",
                                 .named = "(key)",
                                 .instead = "arn",
                                 .type = "AWS::SNS::Topic",
                                 .size = sizeof(struct topic),
                                 .fields = fields };

static const char *id_of(struct template *template, const struct topic *topic)
{
    return item_id(template, &topic->item);
}

static void deny_plain(struct template *template, struct node *statements, const char *id)
{
    struct node *statement = policy_allow(statements, "sns:Publish");
    node_set(statement, "Effect", node_text(template->arena, "Deny"));
    node_add(statement, "Principal", node_text(template->arena, "*"));
    node_add(statement, "Resource", intrinsic_ref(template->arena, id));
    node_add(node_at(statement, "Condition.Bool"), "aws:SecureTransport",
             node_text(template->arena, "false"));
}

/* The statements of its policy, made when first asked for: over TLS only, and CloudWatch's alarms may
 * publish. */
static struct node *topic_policy(struct template *template, const void *item)
{
    const struct topic *topic = item;
    struct arena *arena = template->arena;
    const char *id = id_of(template, topic), *policy_id = arena_join(arena, id, "Policy");
    const struct node *policy = node_find(template->resources, policy_id);
    if (policy) return node_find(node_find(node_find(policy, "Properties"), "PolicyDocument"), "Statement");
    struct resource made =
        template_add(template, policy_id, "AWS::SNS::TopicPolicy", node_key_place(topic->item.from));
    struct node *statements = node_list(arena);
    node_add(node_add(made.properties, "Topics", node_list(arena)), NULL, intrinsic_ref(arena, id));
    node_add(made.properties, "PolicyDocument", policy_document(arena, statements));
    if (!topic->tls.from || topic->tls.value) deny_plain(template, statements, id);
    /* A policy takes the place of the one that let the whole account publish. Functions have their roles. */
    struct node *statement = policy_allow(statements, "sns:Publish");
    node_add(node_at(statement, "Principal"), "Service", node_text(arena, "cloudwatch.amazonaws.com"));
    node_add(statement, "Resource", intrinsic_ref(arena, id));
    node_add(node_at(statement, "Condition.StringEquals"), "aws:SourceAccount",
             intrinsic_ref(arena, "AWS::AccountId"));
    return statements;
}

static void encryption_write(struct template *template, const struct topic *topic, struct node *properties)
{
    const struct text *key = &topic->encryption;
    if (!key->from || (is_known(key->from) && json_word(key->from) == JSON_FALSE)) return;
    if (is_known(key->from) && text_ends(key->value, "alias/aws/sns"))
        diag_add(template->diags, FINDING(managed_key), node_place(key->from),
                 "leave encryption out, or name a key of your own that lets them use it",
                 "alarms, buckets and rules cannot publish to a topic with AWS's own key");
    node_add(properties, "KmsMasterKeyId", node_copy(template->arena, key->from));
}

/* CloudFormation's own name of a topic never ends as AWS wants of one that is FIFO. */
static void name_write(struct template *template, const struct topic *topic, struct node *properties)
{
    if (fifo_is_on(&topic->fifo) && !topic->name.from)
        node_add(properties, "TopicName",
                 intrinsic_sub(template->arena, "${AWS::StackName}-%s.fifo", topic->item.key.value));
    fifo_name(template, &topic->fifo, properties, "TopicName");
}

void topic_write(struct template *template, const void *item)
{
    const struct topic *topic = item;
    struct resource resource =
        template_add(template, id_of(template, topic), "AWS::SNS::Topic", node_key_place(topic->item.from));
    template_write(template, &topic_form, topic, resource.properties);
    fifo_write_topic(template, &topic->fifo, resource.properties);
    name_write(template, topic, resource.properties);
    encryption_write(template, topic, resource.properties);
    topic_policy(template, topic);
    struct receiver receiver = receiver_of(template, &topic->item);
    for (const struct bucket_event *b = topic->bucket; b && b->from; b++)
        bucket_notify(template, b, &receiver);
    for (const struct bus_event *e = topic->event; e && e->from; e++) bus_event_write(template, e, &receiver);
    const struct {
        const char *protocol;
        const struct subscription *addresses;
    } lists[] = { { "email", topic->email }, { "sms", topic->sms }, { "https", topic->https } };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (const struct subscription *s = lists[i].addresses; s && s->from; s++)
            subscription_write_address(template, &topic->item, s, lists[i].protocol);
}

static bool topic_is_fifo(const void *item) { return fifo_is_on(&((const struct topic *)item)->fifo); }

static const struct text *key_of(const void *item) { return &((const struct topic *)item)->encryption; }

static const struct verb verbs[] = { { "publish", "sns:Publish", "@" }, { 0 } };

const struct kind topic_kind = {
    .id = KIND_topic,
    .section = "topics",
    .suffix = "Topic",
    .form = &topic_form,
    .reach = { .arn_attribute = "TopicArn" },
    .grant = { .verbs = verbs, .encryption_key = key_of, .variable = "_TOPIC_ARN" },
    .admit = { .statements = topic_policy,
               .action = "sns:Publish",
               .is_fifo = topic_is_fifo,
               .notified_as = "Topic" }
};
