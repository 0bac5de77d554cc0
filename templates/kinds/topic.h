/* Topics, and who may publish to one. */
#ifndef TEMPLATES_KINDS_TOPIC_H
#define TEMPLATES_KINDS_TOPIC_H
#include "templates/bus_event.h"
#include "templates/kinds/fifo.h"
#include "templates/notification.h"
#include "templates/subscription.h"

struct topic {
    struct item item;
    struct text name, displayName, encryption;
    struct fifo fifo;
    struct flag tls;
    struct bucket_event *bucket;
    struct bus_event *event;
    struct subscription *email, *sms, *https;
};

/* The statements of its policy, made when first asked for: over TLS only, and CloudWatch's alarms may
 * publish. */
struct node *topic_policy(struct template *, const struct topic *);
#endif
