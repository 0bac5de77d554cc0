/* Objects that come and go in a bucket: https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html */
#include "templates/events/events.h"
#include "templates/wiring/notification.h"

void bucket_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    struct receiver receiver = receiver_of_function(bound);
    bucket_notify(template, value, &receiver);
}
