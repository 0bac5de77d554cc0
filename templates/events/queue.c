/* Messages of a queue: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
#include "templates/events/events.h"
#include "templates/service.h"
#include "templates/wiring/access.h"
#include "templates/wiring/call.h"
#include "templates/wiring/consumer.h"
#include "templates/wiring/key.h"
#include "templates/wiring/mapping.h"

struct queue_event {
    const struct node *from;
    struct reference name;
    struct integer batch, concurrency;
    struct seconds window;
    struct flag partial, enabled;
    struct any *filters;
};

static const struct field fields[] = {
    { FIELD(queue_event, name), .refers = "queues", .required = true, .elsewhere = true,
      .about = "Name under queues, or a queue's ARN." },
    { FIELD(queue_event, batch), .property = "BatchSize", .about = "Most messages in one call.",
      .default_value = "10" },
    { FIELD(queue_event, window), .property = "MaximumBatchingWindowInSeconds",
      .about = "Longest time to gather a batch.", .default_value = "0s" },
    { FIELD(queue_event, concurrency), .property = "ScalingConfig.MaximumConcurrency",
      .about = "Most concurrent calls.", .default_text = "the concurrency of the function" },
    { FIELD(queue_event, partial),
      .about = "The function reports which messages of a batch failed; only those are retried.",
      .default_value = "false" },
    { FIELD(queue_event, filters),
      .about = "Process only messages that match one of these filters, such as {body: {kind: bid}}. Other "
               "messages are deleted.",
      .default_text = "all messages" },
    { FIELD(queue_event, enabled), .property = "Enabled",
      .about = "Poll the queue. `false` keeps the event source but disables it.", .default_value = "true" },
    { 0 },
};
const struct form queue_event_form = { .key = "queue",
                                       .what = "a queue's name",
                                       .brief = "name",
                                       .type = "AWS::Lambda::EventSourceMapping",
                                       .size = sizeof(struct queue_event),
                                       .fields = fields };

enum { BATCH_WITHOUT_WINDOW = 10 };

static void check_batch(struct template *template, const struct queue_event *event)
{
    const struct named *queue = event->name.target;
    bool fifo = named_is_fifo(queue);
    if (fifo && event->window.from)
        diag_add(template->diags, FINDING(out_of_range), node_place(event->window.from), "remove it",
                 "`window` is not supported for FIFO queues");
    if (!is_known(event->batch.from) || event->batch.value <= BATCH_WITHOUT_WINDOW) return;
    if (fifo) {
        diag_add(template->diags, FINDING(out_of_range), node_place(event->batch.from), NULL,
                 "batch must be at most %d for a FIFO queue", BATCH_WITHOUT_WINDOW);
        return;
    }
    if (event->window.from && (!is_known(event->window.from) || event->window.value >= 1)) return;
    diag_add(template->diags, FINDING(batch_without_window), node_place(event->batch.from),
             "add window: 1s or more", "a batch of %ld needs a batch window", event->batch.value);
}

void queue_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    const struct queue_event *event = value;
    if (!reference_is_valid(&event->name)) return;
    const struct node *arn = reference_arn(template, &event->name);
    const struct mapping mapping = { .source = reference_id(template, &event->name, "Queue"),
                                     .arn = arn,
                                     .form = &queue_event_form,
                                     .event = event,
                                     .place = node_place(event->from),
                                     .partial = event->partial.value,
                                     .filters = event->filters };
    mapping_write(template, bound, &mapping);
    check_batch(template, event);
    long timeout = function_timeout_seconds(bound->function);
    const struct consumer consumer = { .timeout_seconds = timeout,
                                       .hidden_seconds = 6 * timeout,
                                       .window_seconds = event->window.value,
                                       .place = node_place(event->from),
                                       .name = bound->function->item.key.value };
    consumer_add(template, &event->name, &consumer);
    access_allow(template, bound->statements,
                 "sqs:ReceiveMessage sqs:DeleteMessage sqs:ChangeMessageVisibility sqs:GetQueueAttributes",
                 "@", arn);
    key_allow_of(template, bound->statements, event->name.target);
}
