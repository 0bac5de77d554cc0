/* SQS queues, each with a dead-letter queue and an alarm on its depth. */
#include "templates/kinds/queue.h"
#include "service/intrinsic.h"

static const struct field fields[] = {
    ITEM_FIELDS(queue),
    { FIELD(queue, retries), .property = "RedrivePolicy.maxReceiveCount",
      .about = "How often a message is tried before it becomes a dead letter; 3 unless told." },
    { FIELD(queue, visibility), .property = "VisibilityTimeout",
      .about = "How long a message is hidden while it is worked on; six times its function's timeout unless "
               "told." },
    { FIELD(queue, retention), .property = "MessageRetentionPeriod",
      .about = "How long a message waits; 4 days unless told." },
    { FIELD(queue, delay), .property = "DelaySeconds", .about = "How long a message is held back at first." },
    { FIELD(queue, name), .property = "QueueName",
      .about = "Its physical name; CloudFormation's own unless told." },
    { 0 },
};
const struct form queue_form = { .what = "a mapping, such as {retries: 5}",
                                 .named = "(key)",
                                 .type = "AWS::SQS::Queue",
                                 .size = sizeof(struct queue),
                                 .fields = fields };

enum { LONGEST_VISIBILITY = 43200, DEAD_LETTER_RETENTION_SECONDS = 14 * 86400 };

static void visibility_write(struct template *template, const struct queue *queue, struct node *properties)
{
    const struct consumer *consumer = index_find(template->consumers, queue->item.key.value);
    if (!consumer) return;
    if (!queue->visibility.from) {
        long seconds = 6 * consumer->timeout_seconds + consumer->window_seconds;
        node_add(properties, "VisibilityTimeout",
                 node_number(template->arena, seconds < LONGEST_VISIBILITY ? seconds : LONGEST_VISIBILITY));
        return;
    }
    if (!is_known(queue->visibility.from) || queue->visibility.value >= consumer->timeout_seconds) return;
    struct diag *diag =
        diag_add(template->diags, FINDING_visibility_short, queue->visibility.from->place,
                 arena_text(template->arena, "at least %lds; left out it is %lds", consumer->timeout_seconds,
                            6 * consumer->timeout_seconds + consumer->window_seconds),
                 "a message is visible again after %lds, while '%s' may work on it for %lds",
                 queue->visibility.value, consumer->function, consumer->timeout_seconds);
    diag_note(template->diags, diag, consumer->place, "which waits for the queue here");
}

static void dead_letters_write(struct template *template, const struct queue *queue, const char *id,
                               struct node *properties)
{
    struct arena *arena = template->arena;
    const char *key = template_id(template, queue->item.key.value, &queue->item.was, "");
    const char *dead_id = arena_join(arena, key, "DeadLetterQueue");
    struct node *redrive = node_at(properties, "RedrivePolicy");
    node_add(redrive, "deadLetterTargetArn", intrinsic_attribute(arena, dead_id, "Arn"));
    if (!queue->retries.from) node_add(redrive, "maxReceiveCount", node_number(arena, 3));
    if (is_known(queue->retries.from) && (queue->retries.value < 1 || queue->retries.value > 1000))
        diag_add(template->diags, FINDING_out_of_range, queue->retries.from->place, NULL,
                 "retries must be from 1 to 1000");

    struct place place = queue->item.from->key_place;
    struct resource dead = template_add(template, dead_id, "AWS::SQS::Queue", place);
    node_add(dead.properties, "MessageRetentionPeriod", node_number(arena, DEAD_LETTER_RETENTION_SECONDS));
    node_add(dead.properties, "SqsManagedSseEnabled", node_flag(arena, true));

    struct resource alarm =
        template_add(template, arena_join(arena, key, "DeadLetterAlarm"), "AWS::CloudWatch::Alarm", place);
    struct node *p = alarm.properties;
    node_add(p, "AlarmDescription", node_format(arena, "Messages that %s could not work off", id));
    node_add(p, "Namespace", node_text(arena, "AWS/SQS"));
    node_add(p, "MetricName", node_text(arena, "ApproximateNumberOfMessagesVisible"));
    struct node *dimension = node_add(node_add(p, "Dimensions", node_list(arena)), NULL, node_map(arena));
    node_add(dimension, "Name", node_text(arena, "QueueName"));
    node_add(dimension, "Value", intrinsic_attribute(arena, dead_id, "QueueName"));
    node_add(p, "Statistic", node_text(arena, "Maximum"));
    node_add(p, "Period", node_number(arena, 60));
    node_add(p, "EvaluationPeriods", node_number(arena, 1));
    node_add(p, "ComparisonOperator", node_text(arena, "GreaterThanThreshold"));
    node_add(p, "Threshold", node_number(arena, 0));
    node_add(p, "TreatMissingData", node_text(arena, "notBreaching"));
}

static void queue_write(struct template *template, const void *item)
{
    const struct queue *queue = item;
    const char *id = item_id(template, &queue_kind, &queue->item);
    struct resource resource = template_add(template, id, "AWS::SQS::Queue", queue->item.from->key_place);
    template_write(template, &queue_form, queue, resource.properties);
    visibility_write(template, queue, resource.properties);
    node_add(resource.properties, "SqsManagedSseEnabled", node_flag(template->arena, true));
    dead_letters_write(template, queue, id, resource.properties);
}

static const struct verb verbs[] = {
    { "send", "sqs:SendMessage sqs:GetQueueAttributes sqs:GetQueueUrl", "@" },
    { "receive",
      "sqs:ReceiveMessage sqs:DeleteMessage sqs:ChangeMessageVisibility sqs:GetQueueAttributes "
      "sqs:GetQueueUrl",
      "@" },
    { 0 },
};

const struct kind queue_kind = { .section = "queues",
                                 .suffix = "Queue",
                                 .form = &queue_form,
                                 .verbs = verbs,
                                 .variable = "_QUEUE_URL",
                                 .write = queue_write };
