/* Notifications of a bucket about its objects, to functions, queues and topics. The bucket and its receivers
 * would depend on each other, so all refer to the bucket by a name that is fixed in the template.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html */
#ifndef TEMPLATES_WIRING_NOTIFICATION_H
#define TEMPLATES_WIRING_NOTIFICATION_H
#include "templates/wiring/receiver.h"

struct bucket_event {
    const struct node *from;
    struct reference name;
    struct text *events, prefix, suffix;
};
extern const struct form bucket_event_form; /* of functions, queues and topics */

void bucket_notify(struct template *, const struct bucket_event *, const struct receiver *);
/* NotificationConfiguration of a bucket, whose receivers have all been written. */
void bucket_notifications_write(struct template *, const struct item *bucket, struct resource);
#endif
