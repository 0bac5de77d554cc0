#include "templates/queues/queue.h"
#include "base/text.h"
#include "templates/containers/queue.h"
#include "templates/wiring/access.h"
#include "templates/wiring/consumer.h"
#include "templates/wiring/elsewhere.h"
#include "templates/wiring/key.h"

static const struct field fields[] = {
    { FIELD(container_queue, name), .refers = "queues", .required = true, .elsewhere = true,
      .about = "Name under queues, or a queue's ARN." },
    { FIELD(container_queue, batch),
      .about = "Messages in one call of a handler. A container image receives messages as it chooses.",
      .default_value = "1", .bounds = { 1, 10 } },
    { FIELD(container_queue, timeout),
      .about = "Longest processing time of a message, during which it is hidden from others.",
      .default_value = "1h", .bounds = { 1, 43200 } },
    { 0 },
};
const struct form container_queue_event_form = { .key = "queue",
                                                 .what = "a queue's name",
                                                 .brief = "name",
                                                 .size = sizeof(struct container_queue),
                                                 .fields = fields };

static void check_batch(struct template *template, const struct container *container,
                        const struct integer *batch)
{
    if (batch->from && !container->handler.from)
        diag_add(template->diags, FINDING(container_code), node_place(batch->from), "remove it",
                 "`batch` has no effect with an image, which reads the queue itself");
}

void container_queue_write(struct template *template, const struct bound_function *bound,
                           const struct container_queue *event)
{
    if (!reference_is_valid(&event->name)) return;
    long timeout = is_known(event->timeout.from) ? event->timeout.value : 3600;
    check_batch(template, bound->container, &event->batch);
    const struct consumer consumer = { .timeout_seconds = timeout,
                                       .hidden_seconds = timeout,
                                       .place = node_place(event->from),
                                       .name = bound->container->item.key.value };
    consumer_add(template, &event->name, &consumer);
    access_allow(template, bound->statements,
                 "sqs:ReceiveMessage sqs:DeleteMessage sqs:ChangeMessageVisibility sqs:GetQueueAttributes",
                 "@", reference_arn(template, &event->name));
    key_allow_of(template, bound->statements, event->name.target);
}

static struct node *queue_url(struct template *template, const struct reference *queue)
{
    if (queue->target) return item_value(template, queue->target->item);
    return elsewhere_queue_url(template, queue->from);
}

const char *container_queue_variable(struct template *template, const struct container *container,
                                     const struct container_queue *event)
{
    struct arena *arena = template->arena;
    if (event->name.target)
        return arena_join(arena, text_constant(arena, event->name.target->name), "_QUEUE_URL");
    int nth = 1;
    for (const struct chosen *e = container->events; e->value != event; e++) {
        const struct container_queue *other = e->value;
        nth += e->form == &container_queue_event_form && other && !other->name.target;
    }
    return nth == 1 ? "QUEUE_URL" : arena_text(arena, "QUEUE_URL_%d", nth);
}

void container_queue_variables(struct template *template, const struct container *container,
                               struct node *variables)
{
    for (const struct chosen *e = container->events; e && e->from; e++) {
        const struct container_queue *event = e->value;
        if (e->form != &container_queue_event_form || !event || !reference_is_valid(&event->name)) continue;
        const char *name = container_queue_variable(template, container, event);
        if (!node_find(variables, name)) node_add(variables, name, queue_url(template, &event->name));
    }
}
