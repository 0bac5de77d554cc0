/* Messages of a topic: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
#include "templates/events/events.h"
#include "templates/wiring/subscription.h"

void topic_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    struct receiver receiver = receiver_of_function(bound);
    subscription_write(template, value, &receiver);
}
