#include "templates/wiring/subscription.h"
#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/wiring/pattern.h"
#include <string.h>

#define TOPIC_ROW                                                                                            \
    {                                                                                                        \
        FIELD(subscription, name), .refers = "topics", .required = true, .elsewhere = true,                  \
                                   .about = "Name under topics, or a topic's ARN."                           \
    }
#define FILTER_ROWS                                                                                          \
    { FIELD(subscription, filter),                                                                           \
      .about = "Only messages that match this filter, such as {status: [open, closed]}.",                    \
      .default_text = "all messages" },                                                                      \
        { FIELD(subscription, filterOn), .about = "Part of the message that the filter applies to.",         \
          .default_value = "attributes", .values = "attributes body" },                                      \
    {                                                                                                        \
        FIELD(subscription, deadLetters), .refers = "queues", .elsewhere = true,                             \
                                          .about = "Queue for messages that could not be delivered."         \
    }
#define RAW_ROW                                                                                              \
    {                                                                                                        \
        FIELD(subscription, raw), .property = "RawMessageDelivery",                                          \
                                  .about = "Raw message delivery, without the SNS envelope.",                \
                                  .default_value = "false"                                                   \
    }

static const struct field event_fields[] = { TOPIC_ROW, FILTER_ROWS, { 0 } };
const struct form topic_event_form = { .key = "topic",
                                       .what = "a topic's name",
                                       .brief = "name",
                                       .type = "AWS::SNS::Subscription",
                                       .size = sizeof(struct subscription),
                                       .fields = event_fields };

static const struct field queue_fields[] = { TOPIC_ROW, RAW_ROW, FILTER_ROWS, { 0 } };
const struct form subscription_form = { .what = "a topic's name",
                                        .brief = "name",
                                        .type = "AWS::SNS::Subscription",
                                        .size = sizeof(struct subscription),
                                        .fields = queue_fields };

static const struct field address_fields[] = {
    { FIELD(subscription, address), .property = "Endpoint", .required = true,
      .about = "Email address, telephone number such as +15550100, or https:// address." },
    RAW_ROW,
    FILTER_ROWS,
    { 0 },
};
const struct form address_form = { .what = "an address",
                                   .brief = "address",
                                   .type = "AWS::SNS::Subscription",
                                   .size = sizeof(struct subscription),
                                   .fields = address_fields };

static void check_fifo(struct template *template, const struct subscription *subscription,
                       const struct named *topic, const struct receiver *receiver)
{
    const struct node *at = subscription->name.from;
    if (!topic) return;
    bool fifo = named_is_fifo(topic);
    if (receiver->function && fifo)
        diag_add(template->diags, FINDING(fifo_delivery), at->place,
                 "subscribe a queue to it, and use the queue as event source of the function",
                 "the FIFO topic '%s' cannot call functions", topic->name);
    if (!fifo && receiver_is_fifo(receiver))
        diag_add(template->diags, FINDING(fifo_delivery), at->place, "set fifo: true on the topic",
                 "the topic '%s' is not FIFO, but the queue '%s' is", topic->name, receiver->item->key.value);
}

static void check_dead_letters(struct template *template, const struct subscription *subscription,
                               const struct named *topic)
{
    const struct named *queue = subscription->deadLetters.target;
    if (!queue || !topic) return;
    bool fifo = named_is_fifo(topic);
    if (named_is_fifo(queue) != fifo)
        diag_add(template->diags, FINDING(fifo_delivery), node_place(subscription->deadLetters.from), NULL,
                 "the dead-letter queue of a %s topic must be %s too", fifo ? "FIFO" : "standard",
                 fifo ? "FIFO" : "standard");
}

static void filter_write(struct template *template, const struct subscription *subscription,
                         struct node *properties)
{
    const struct text *on = &subscription->filterOn;
    bool body = on->value && !strcmp(on->value, "body");
    if (on->value && !body && strcmp(on->value, "attributes"))
        diag_add(template->diags, FINDING(out_of_range), node_place(on->from), "attributes or body",
                 "filterOn must be attributes or body (got '%s')", on->value);
    if (!subscription->filter.from) return;
    node_add(properties, "FilterPolicy", pattern_copy(template->arena, subscription->filter.from));
    if (body) node_add(properties, "FilterPolicyScope", node_text(template->arena, "MessageBody"));
}

static struct node *write(struct template *template, const struct form *form,
                          const struct subscription *subscription, const char *id, const struct named *topic,
                          const struct node *arn)
{
    struct arena *arena = template->arena;
    struct resource resource =
        template_add(template, id, "AWS::SNS::Subscription", node_place(subscription->from));
    struct node *properties = resource.properties;
    node_add(properties, "TopicArn", node_copy(arena, arn));
    const char *region = arn->shape == SCALAR ? arn_part(arena, arn->text, ARN_REGION) : NULL;
    if (region) node_add(properties, "Region", node_text(arena, region));
    template_write(template, form, subscription, properties);
    filter_write(template, subscription, properties);
    if (subscription->deadLetters.from) {
        node_add(node_at(properties, "RedrivePolicy"), "deadLetterTargetArn",
                 reference_arn(template, &subscription->deadLetters));
        dead_letters_permit(template, &subscription->deadLetters, "sns.amazonaws.com", arn);
        check_dead_letters(template, subscription, topic);
    }
    return properties;
}

void subscription_write(struct template *template, const struct subscription *subscription,
                        const struct receiver *receiver)
{
    struct arena *arena = template->arena;
    const struct named *topic = subscription->name.target;
    if (!subscription->name.from ||
        (subscription->name.value && !topic && !text_starts(subscription->name.value, "arn:")))
        return; /* which has been said */
    check_fifo(template, subscription, topic, receiver);
    const struct node *arn = reference_arn(template, &subscription->name);
    const char *id = arena_join(arena, receiver->id, reference_id(template, &subscription->name, "Topic"));
    const struct form *form = receiver->function ? &topic_event_form : &subscription_form;
    struct node *properties =
        write(template, form, subscription, arena_join(arena, id, "Subscription"), topic, arn);
    node_add(properties, "Protocol",
             node_text(arena, receiver->item ? receiver->item->kind->admit.protocol : "lambda"));
    node_add(properties, "Endpoint", receiver_arn(template, receiver));
    receiver_permit(template, receiver, arena_join(arena, id, "Permission"), "sns.amazonaws.com", arn);
}

static const char *address_wrong(const char *protocol, const char *address)
{
    if (!strcmp(protocol, "email")) return strchr(address, '@') ? NULL : "an email address contains an @";
    if (!strcmp(protocol, "https"))
        return text_starts(address, "https://") ? NULL : "an address begins with https://";
    size_t digits = strspn(address + (*address == '+'), "0123456789");
    return *address == '+' && !address[1 + digits] && digits >= 7 && digits <= 15
               ? NULL
               : "a phone number is + and 7 to 15 digits, such as +15550100";
}

void subscription_write_address(struct template *template, const struct item *topic,
                                const struct subscription *subscription, const char *protocol)
{
    struct arena *arena = template->arena;
    const struct text *address = &subscription->address;
    if (!address->from) return;
    const char *wrong = is_known(address->from) ? address_wrong(protocol, address->value) : NULL;
    if (wrong)
        diag_add(template->diags, FINDING(out_of_range), node_place(address->from), wrong,
                 "'%s' is not a valid address for %s", address->value, protocol);
    if (item_is_fifo(topic))
        diag_add(template->diags, FINDING(fifo_delivery), node_place(subscription->from),
                 "subscribe a queue to it with topic: under queues",
                 "the FIFO topic '%s' can have queues as subscribers only", topic->key.value);
    /* An address has no name of its own: what it says makes its id, whatever stands before it in the list. */
    struct buffer *said = buffer_new(arena);
    json_print(said, address->from, JSON_CANONICAL);
    const char *id = arena_text(arena, "%s%s%.8s", item_id(template, topic), text_pascal(arena, protocol),
                                sha256_hex(arena, said->text, said->size));
    const struct node *arn = item_arn(template, topic);
    struct named named = { .item = topic };
    node_add(write(template, &address_form, subscription, id, &named, arn), "Protocol",
             node_text(arena, protocol));
}
