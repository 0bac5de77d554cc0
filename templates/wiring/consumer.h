/* Requirements of the consumers of a queue: how long a received message must stay hidden from the others. */
#ifndef TEMPLATES_WIRING_CONSUMER_H
#define TEMPLATES_WIRING_CONSUMER_H
#include "templates/core/kind.h"

struct consumer { /* of all that wait for the queue, the longest of each */
    long timeout_seconds, window_seconds;
    long hidden_seconds; /* that a message had better be hidden, without the window */
    struct place place;  /* of the one with that timeout */
    const char *name;
};
void consumer_add(struct template *, const struct reference *queue, const struct consumer *);
const struct consumer *consumer_find(const struct template *,
                                     const struct item *queue); /* NULL: nobody waits */
#endif
