#include "templates/queues/queue_dead_letters.h"
#include "base/json.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/queues/queue.h"
#include "templates/service.h"

static const struct field fields[] = {
    { FIELD(dead_letters, queue), .elsewhere = true, .about = "Name under queues, or off.",
      .default_text = "a queue created for this queue, NAMEDeadLetterQueue" },
    { FIELD(dead_letters, retention), .property = "MessageRetentionPeriod",
      .about = "How long messages are kept in the created dead-letter queue.", .default_value = "14d" },
    { 0 },
};
const struct form dead_letters_form = { .what = "a queue's name, off, or {retention: 14d}",
                                        .brief = "queue",
                                        .type = "AWS::SQS::Queue",
                                        .size = sizeof(struct dead_letters),
                                        .fields = fields };

enum { RETENTION_SECONDS = 14 * 86400 };

static bool is_off(const struct queue *queue)
{
    const struct node *from = queue->deadLetters.queue.from;
    return is_known(from) && json_word(from) == JSON_FALSE;
}

bool dead_letters_are_own(const struct queue *queue)
{
    const struct node *from = queue->deadLetters.queue.from;
    return !from || (is_known(from) && json_word(from) == JSON_TRUE);
}

const char *dead_letters_id(struct template *template, const struct queue *queue)
{
    return template_id(template, queue->item.key.value, &queue->item.was, "DeadLetterQueue");
}

static void alarm_write(struct template *template, const struct queue *queue, const char *id,
                        const char *dead_id)
{
    struct arena *arena = template->arena;
    const char *alarm_id = template_id(template, queue->item.key.value, &queue->item.was, "DeadLetterAlarm");
    struct resource alarm =
        template_add(template, alarm_id, "AWS::CloudWatch::Alarm", node_key_place(queue->item.from));
    struct node *p = alarm.properties;
    node_add(p, "AlarmDescription", node_format(arena, "Messages that could not be processed from %s", id));
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

/* Only the queue itself may use it, where its ARN is known beforehand: a reference would be a circle. */
static void redrive_allow(struct template *template, const struct queue *queue, struct node *properties)
{
    struct arena *arena = template->arena;
    if (!is_known(queue->name.from)) return;
    struct node *policy = node_add(properties, "RedriveAllowPolicy", node_map(arena));
    node_add(policy, "redrivePermission", node_text(arena, "byQueue"));
    const char *ending = fifo_is_on(&queue->fifo) && !text_ends(queue->name.value, ".fifo") ? ".fifo" : "";
    node_add(node_add(policy, "sourceQueueArns", node_list(arena)), NULL,
             intrinsic_sub(arena, "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:%s%s",
                           queue->name.value, ending));
}

static void own_write(struct template *template, const struct queue *queue, const char *id)
{
    const char *dead_id = dead_letters_id(template, queue);
    struct resource dead =
        template_add(template, dead_id, "AWS::SQS::Queue", node_key_place(queue->item.from));
    template_write(template, &dead_letters_form, &queue->deadLetters, dead.properties);
    if (!queue->deadLetters.retention.from)
        node_add(dead.properties, "MessageRetentionPeriod", node_number(template->arena, RETENTION_SECONDS));
    queue_write_common(template, queue, dead.properties);
    redrive_allow(template, queue, dead.properties);
    if (!queue->alarm.from || queue->alarm.value) alarm_write(template, queue, id, dead_id);
}

static struct node *other_arn(struct template *template, const struct queue *queue)
{
    const struct text *other = &queue->deadLetters.queue;
    if (!is_known(other->from) || text_starts(other->value, "arn:"))
        return node_copy(template->arena, other->from);
    const struct named *named = names_resolve(template->names, "queues", other->from, template->diags);
    if (!named) return NULL;
    bool fifo = named_is_fifo(named);
    if (!((const struct queue *)named->item)->item.arn.from && fifo != fifo_is_on(&queue->fifo))
        diag_add(template->diags, FINDING(fifo_delivery), node_place(other->from), NULL,
                 "the dead-letter queue of a %s queue must be %s too", fifo ? "standard" : "FIFO",
                 fifo ? "standard" : "FIFO");
    return item_arn(template, named->item);
}

void dead_letters_write(struct template *template, const struct queue *queue, const char *id,
                        struct node *properties)
{
    struct arena *arena = template->arena;
    if (is_off(queue)) {
        if (queue->retries.from)
            diag_add(template->diags, FINDING(out_of_range), node_place(queue->retries.from),
                     "remove retries, or remove deadLetters: off",
                     "`retries` has no effect without a dead-letter queue");
        return;
    }
    bool own = dead_letters_are_own(queue);
    struct node *arn = own ? intrinsic_attribute(arena, dead_letters_id(template, queue), "Arn")
                           : other_arn(template, queue);
    if (!arn) return;
    struct node *redrive = node_at(properties, "RedrivePolicy");
    node_add(redrive, "deadLetterTargetArn", arn);
    if (!queue->retries.from) node_add(redrive, "maxReceiveCount", node_number(arena, 3));
    if (own) own_write(template, queue, id);
}
