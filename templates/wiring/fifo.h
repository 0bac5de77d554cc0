/* First in, first out: of queues and topics. Who sends need not say what is a duplicate: equal bodies are. */
#ifndef TEMPLATES_WIRING_FIFO_H
#define TEMPLATES_WIRING_FIFO_H
#include "templates/core/kind.h"

struct fifo {
    const struct node *from;
    struct flag on, deduplicate;
    struct text throughput;
};
extern const struct form fifo_form;

bool fifo_is_on(const struct fifo *);
void fifo_write_queue(struct template *, const struct fifo *, struct node *properties);
void fifo_write_topic(struct template *, const struct fifo *, struct node *properties);
/* The physical name with the ending that AWS wants of what is FIFO. */
void fifo_name(struct template *, const struct fifo *, struct node *properties, const char *property);
#endif
