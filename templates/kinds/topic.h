/* Topics: the description of one, and who may publish to it. */
#ifndef TEMPLATES_KINDS_TOPIC_H
#define TEMPLATES_KINDS_TOPIC_H
#include "templates/wiring/bus_event.h"
#include "templates/wiring/fifo.h"
#include "templates/wiring/notification.h"
#include "templates/wiring/subscription.h"

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
