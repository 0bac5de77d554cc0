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
#endif
