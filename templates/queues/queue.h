/* Queues: the description of one, what its consumers need, and who may send to it. */
#ifndef TEMPLATES_QUEUES_QUEUE_H
#define TEMPLATES_QUEUES_QUEUE_H
#include "templates/wiring/bus_event.h"
#include "templates/wiring/fifo.h"
#include "templates/wiring/notification.h"
#include "templates/wiring/subscription.h"

struct dead_letters {
    const struct node *from;
    struct text queue;
    struct seconds retention;
};

struct queue {
    struct item item;
    struct text name, encryption;
    struct integer retries;
    struct seconds visibility, retention, delay, wait;
    struct kilobytes maxMessage;
    struct fifo fifo;
    struct dead_letters deadLetters;
    struct subscription *topic;
    struct bucket_event *bucket;
    struct bus_event *event;
    struct flag alarm, tls;
};

/* What every queue has, its dead-letter queue too: encryption, and order. */
void queue_write_common(struct template *, const struct queue *, struct node *properties);
#endif
