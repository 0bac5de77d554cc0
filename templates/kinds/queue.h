/* Queues, and what the functions that wait for one need of it. */
#ifndef TEMPLATES_KINDS_QUEUE_H
#define TEMPLATES_KINDS_QUEUE_H
#include "templates/kind.h"

struct queue {
    struct item item;
    struct text name;
    struct integer retries;
    struct seconds visibility, retention, delay;
};

struct consumer {
    long timeout_seconds, window_seconds; /* the longest of all functions that wait for the queue */
    struct place place;                   /* of the function with that timeout */
    const char *function;
};
#endif
