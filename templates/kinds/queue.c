/* SQS queues, encrypted and over TLS only, each with a dead-letter queue and an alarm on its depth. */
#include "templates/kinds/queue.h"
#include "base/json.h"
#include "service/intrinsic.h"
#include "templates/elsewhere.h"
#include "templates/policy.h"
#include "templates/queues/queue_dead_letters.h"
#include "templates/service.h"
#include <string.h>

static const struct field fields[] = {
    ITEM_FIELDS(queue),
    ELSEWHERE_FIELD(queue),
    { FIELD(queue, retries), .property = "RedrivePolicy.maxReceiveCount",
      .about = "How often a message is tried before it becomes a dead letter; 3 unless told." },
    { NESTED(queue, deadLetters, dead_letters),
      .about = "Where messages go that were tried so often; a queue of its own unless told." },
    { FIELD(queue, alarm), .about = "An alarm when a dead letter comes; on unless told." },
    { FIELD(queue, visibility), .property = "VisibilityTimeout",
      .about = "How long a message is hidden while it is worked on; six times its function's timeout unless "
               "told." },
    { FIELD(queue, retention), .property = "MessageRetentionPeriod",
      .about = "How long a message waits; 4 days unless told." },
    { FIELD(queue, delay), .property = "DelaySeconds", .about = "How long a message is held back at first." },
    { FIELD(queue, wait), .property = "ReceiveMessageWaitTimeSeconds",
      .about = "Long polling: how long who asks for messages waits for one, up to 20s; not at all unless "
               "told." },
    { FIELD(queue, maxMessage), .property = "MaximumMessageSize",
      .about = "The largest message, 1KB to 1024KB; 256KB unless told." },
    { NESTED(queue, fifo, fifo), .about = "In order, each once; off unless told." },
    { NESTED(queue, topic, subscription), .about = "Topics whose messages it gets." },
    { NESTED(queue, bucket, bucket_event), .about = "Buckets that tell it of their objects." },
    { NESTED(queue, event, bus_event), .about = "Events that it gets from EventBridge." },
    { FIELD(queue, encryption), .elsewhere = true,
      .about = "SQS's own key unless told; off, or a customer key such as alias/mine or its ARN." },
    { FIELD(queue, tls), .about = "Requests without TLS are refused; on unless told." },
    { FIELD(queue, name), .property = "QueueName",
      .about = "Its physical name; CloudFormation's own unless told." },
    { 0 },
};
const struct form queue_form = { .what = "a mapping, such as {retries: 5}",
                                 .named = "(key)",
                                 .instead = "arn",
                                 .type = "AWS::SQS::Queue",
                                 .size = sizeof(struct queue),
                                 .fields = fields };

enum { LONGEST_VISIBILITY = 43200 };

void consumer_add(struct template *template, const struct reference *queue, const struct consumer *more)
{
    if (!queue->target) return;
    struct index *consumers = template_index(template, "queue consumers");
    struct consumer *all = index_find(consumers, queue->value);
    if (!all) all = index_add(consumers, queue->value, arena_take(template->arena, sizeof *all));
    if (more->timeout_seconds > all->timeout_seconds) {
        all->timeout_seconds = more->timeout_seconds;
        all->place = more->place;
        all->name = more->name;
    }
    if (more->window_seconds > all->window_seconds) all->window_seconds = more->window_seconds;
    if (more->hidden_seconds > all->hidden_seconds) all->hidden_seconds = more->hidden_seconds;
}

static void visibility_write(struct template *template, const struct queue *queue, struct node *properties)
{
    const struct consumer *consumer =
        index_find(template_index(template, "queue consumers"), queue->item.key.value);
    if (!consumer) return;
    long seconds = consumer->hidden_seconds + consumer->window_seconds;
    if (!queue->visibility.from) {
        node_add(properties, "VisibilityTimeout",
                 node_number(template->arena, seconds < LONGEST_VISIBILITY ? seconds : LONGEST_VISIBILITY));
        return;
    }
    if (!is_known(queue->visibility.from) || queue->visibility.value >= consumer->timeout_seconds) return;
    struct diag *diag = diag_add(
        template->diags, FINDING(visibility_short), node_place(queue->visibility.from),
        arena_text(template->arena, "at least %lds; left out it is %lds", consumer->timeout_seconds, seconds),
        "a message is visible again after %lds, while '%s' may work on it for %lds", queue->visibility.value,
        consumer->name, consumer->timeout_seconds);
    diag_note(template->diags, diag, consumer->place, "which waits for the queue here");
}

void queue_write_common(struct template *template, const struct queue *queue, struct node *properties)
{
    struct arena *arena = template->arena;
    const struct text *key = &queue->encryption;
    enum json_word word = is_known(key->from) ? json_word(key->from) : JSON_TEXT;
    if (!key->from || word == JSON_TRUE || word == JSON_FALSE)
        node_add(properties, "SqsManagedSseEnabled", node_flag(arena, word != JSON_FALSE));
    else
        node_add(properties, "KmsMasterKeyId", node_copy(arena, key->from));
    fifo_write_queue(template, &queue->fifo, properties);
}

/* The statements of its policy, which is its dead-letter queue's too, made when first asked for: over TLS
 * only. */
static struct node *queue_policy(struct template *template, const void *item)
{
    const struct queue *queue = item;
    struct arena *arena = template->arena;
    const char *id = item_id(template, &queue->item), *policy_id = arena_join(arena, id, "Policy");
    const struct node *policy = node_find(template->resources, policy_id);
    if (policy) return node_find(node_find(node_find(policy, "Properties"), "PolicyDocument"), "Statement");
    struct resource made =
        template_add(template, policy_id, "AWS::SQS::QueuePolicy", node_key_place(queue->item.from));
    struct node *statements = node_list(arena),
                *queues = node_add(made.properties, "Queues", node_list(arena));
    node_add(queues, NULL, intrinsic_ref(arena, id));
    if (dead_letters_are_own(queue))
        node_add(queues, NULL, intrinsic_ref(arena, dead_letters_id(template, queue)));
    node_add(made.properties, "PolicyDocument", policy_document(arena, statements));
    if (queue->tls.from && !queue->tls.value) return statements;
    /* One policy of both: in each, * is the queue itself. */
    struct node *statement = policy_allow(statements, "sqs:*");
    node_set(statement, "Effect", node_text(arena, "Deny"));
    node_add(statement, "Principal", node_text(arena, "*"));
    node_add(statement, "Resource", node_text(arena, "*"));
    node_add(node_at(statement, "Condition.Bool"), "aws:SecureTransport", node_text(arena, "false"));
    return statements;
}

void queue_write(struct template *template, const void *item)
{
    const struct queue *queue = item;
    const char *id = item_id(template, &queue->item);
    struct resource resource =
        template_add(template, id, "AWS::SQS::Queue", node_key_place(queue->item.from));
    template_write(template, &queue_form, queue, resource.properties);
    fifo_name(template, &queue->fifo, resource.properties, "QueueName");
    visibility_write(template, queue, resource.properties);
    queue_write_common(template, queue, resource.properties);
    dead_letters_write(template, queue, id, resource.properties);
    struct receiver receiver = receiver_of(template, &queue->item);
    for (const struct subscription *s = queue->topic; s && s->from; s++)
        subscription_write(template, s, &receiver);
    for (const struct bucket_event *b = queue->bucket; b && b->from; b++)
        bucket_notify(template, b, &receiver);
    for (const struct bus_event *e = queue->event; e && e->from; e++) bus_event_write(template, e, &receiver);
    if (!queue->tls.from || queue->tls.value) queue_policy(template, queue);
}

static bool queue_is_fifo(const void *item) { return fifo_is_on(&((const struct queue *)item)->fifo); }

static const struct text *key_of(const void *item) { return &((const struct queue *)item)->encryption; }

static const struct verb verbs[] = {
    { "send", "sqs:SendMessage sqs:GetQueueAttributes sqs:GetQueueUrl", "@" },
    { "receive",
      "sqs:ReceiveMessage sqs:DeleteMessage sqs:ChangeMessageVisibility sqs:GetQueueAttributes "
      "sqs:GetQueueUrl",
      "@" },
    { 0 },
};

const struct kind queue_kind = {
    .id = KIND_queue,
    .section = "queues",
    .suffix = "Queue",
    .form = &queue_form,
    .reach = { .value_elsewhere = elsewhere_queue_url },
    .grant = { .verbs = verbs, .encryption_key = key_of, .variable = "_QUEUE_URL" },
    .admit = { .statements = queue_policy,
               .action = "sqs:SendMessage",
               .is_fifo = queue_is_fifo,
               .group_property = "SqsParameters",
               .notified_as = "Queue",
               .protocol = "sqs" }
};
