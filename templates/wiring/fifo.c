#include "templates/wiring/fifo.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include <string.h>

static const struct field fields[] = {
    { FIELD(fifo, on), .about = "First-in-first-out order.", .default_text = "true when any key is set" },
    { FIELD(fifo, deduplicate),
      .about = "Treat equal bodies within five minutes as one message. Set it to false when each sender "
               "gives a deduplication ID.",
      .default_value = "true" },
    { FIELD(fifo, throughput),
      .about = "Scope of the throughput limit: the whole queue or topic, or each message group.",
      .default_text = "queue or topic", .values = "queue topic group" },
    { 0 },
};
const struct form fifo_form = {
    .what = "true or false", .brief = "on", .size = sizeof(struct fifo), .fields = fields
};

bool fifo_is_on(const struct fifo *fifo) { return fifo->from && (!fifo->on.from || fifo->on.value); }

static bool by_group(struct template *template, const struct fifo *fifo, const char *whole)
{
    const struct text *word = &fifo->throughput;
    if (!word->value || !strcmp(word->value, whole)) return false;
    if (!strcmp(word->value, "group")) return true;
    diag_add(template->diags, FINDING(out_of_range), node_place(word->from),
             arena_text(template->arena, "%s or group", whole), "unknown throughput scope '%s'", word->value);
    return false;
}

static void write(struct template *template, const struct fifo *fifo, const char *property,
                  struct node *properties)
{
    node_add(properties, property, node_flag(template->arena, true));
    node_add(properties, "ContentBasedDeduplication",
             node_flag(template->arena, !fifo->deduplicate.from || fifo->deduplicate.value));
}

void fifo_write_queue(struct template *template, const struct fifo *fifo, struct node *properties)
{
    if (!fifo_is_on(fifo)) return;
    write(template, fifo, "FifoQueue", properties);
    if (!by_group(template, fifo, "queue")) return;
    node_add(properties, "DeduplicationScope", node_text(template->arena, "messageGroup"));
    node_add(properties, "FifoThroughputLimit", node_text(template->arena, "perMessageGroupId"));
}

void fifo_write_topic(struct template *template, const struct fifo *fifo, struct node *properties)
{
    if (!fifo_is_on(fifo)) return;
    write(template, fifo, "FifoTopic", properties);
    if (by_group(template, fifo, "topic"))
        node_add(properties, "FifoThroughputScope", node_text(template->arena, "MessageGroup"));
}

void fifo_name(struct template *template, const struct fifo *fifo, struct node *properties,
               const char *property)
{
    const struct node *name = node_find(properties, property);
    if (!fifo_is_on(fifo) || !name || (name->shape == SCALAR && text_ends(name->text, ".fifo"))) return;
    if (name->shape == SCALAR)
        node_set(properties, property, intrinsic_append(template->arena, name, ".fifo"));
}
