/* A source of events for a function. Everything about one is in its file: rows, what it needs the function's
 * role to allow, and the resources that bind it to the function. */
#ifndef TEMPLATES_EVENT_H
#define TEMPLATES_EVENT_H
#include "templates/wiring/call.h"

struct event {
    const struct form *form; /* its key is what the user writes */
    void (*write)(struct template *, const struct bound_function *, const void *value);
};

extern const struct form event_form;
const struct event *event_find(const struct form *);
#endif
