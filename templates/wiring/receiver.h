/* The receiver to which topics, buckets and rules deliver, a function or an item such as a queue or topic,
 * and the permission that this needs. */
#ifndef TEMPLATES_WIRING_RECEIVER_H
#define TEMPLATES_WIRING_RECEIVER_H
#include "templates/wiring/call.h"

struct receiver {
    const char *id; /* CreateQuest, JobsQueue: what the ids of what lies between begin with */
    const struct bound_function *function; /* or: */
    const struct item *item;
};

struct receiver receiver_of(struct template *, const struct item *);
struct receiver receiver_of_function(const struct bound_function *);

struct node *receiver_arn(struct template *, const struct receiver *);
bool receiver_is_fifo(const struct receiver *); /* it takes only what is in order */
/* Lets an AWS service deliver what comes from `source`. Gives the id of the resource that says so, which must
 * be there before a bucket notifies; a function's is `id`. */
const char *receiver_permit(struct template *, const struct receiver *, const char *id, const char *service,
                            const struct node *source);
/* The same for what could not be delivered; nothing where the queue is not the service's. */
void dead_letters_permit(struct template *, const struct reference *queue, const char *service,
                         const struct node *source);
#endif
