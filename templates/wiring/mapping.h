/* Event source mappings: Lambda itself reads queues and streams, and calls a function with batches of them.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html */
#ifndef TEMPLATES_WIRING_MAPPING_H
#define TEMPLATES_WIRING_MAPPING_H
#include "templates/wiring/call.h"

struct mapping {
    const char *source; /* what the source's part of the id is: JobsQueue */
    const struct node *arn;
    const struct form *form; /* whose rows are written, from `event` */
    const void *event;
    struct place place;
    bool partial; /* the function reports what of a batch failed */
    const struct any *filters;
};

struct resource mapping_write(struct template *, const struct bound_function *, const struct mapping *);
#endif
