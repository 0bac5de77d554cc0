/* Subscriptions to a topic: of functions and queues, which say it themselves, and of addresses, which the
 * topic says. https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html */
#ifndef TEMPLATES_WIRING_SUBSCRIPTION_H
#define TEMPLATES_WIRING_SUBSCRIPTION_H
#include "templates/wiring/receiver.h"

struct subscription {
    const struct node *from;
    struct reference name; /* the topic */
    struct text address;   /* or, of a topic's own: an email address, a telephone number, a URL */
    struct any filter;
    struct text filterOn;
    struct flag raw;
    struct reference deadLetters;
};
extern const struct form topic_event_form, /* of a function */
    subscription_form,                     /* of a queue */
    address_form;                          /* of a topic */

void subscription_write(struct template *, const struct subscription *, const struct receiver *);
void subscription_write_address(struct template *, const struct item *topic, const struct subscription *,
                                const char *protocol);
#endif
