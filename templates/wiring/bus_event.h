/* What is said of events that a function, a queue or a topic gets from a bus. */
#ifndef TEMPLATES_WIRING_BUS_EVENT_H
#define TEMPLATES_WIRING_BUS_EVENT_H
#include "templates/wiring/rule.h"

struct bus_event {
    const struct node *from;
    struct text *source, *type, description, name;
    struct any detail, pattern;
    struct reference bus;
    struct flag enabled;
    struct delivery delivery;
};
extern const struct form bus_event_form; /* of queues and topics */
extern const struct form event_event_form;

void bus_event_write(struct template *, const struct bus_event *, const struct receiver *);
#endif
