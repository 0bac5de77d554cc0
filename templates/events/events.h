/* A source of events for a function. Everything about one is in its file: rows, what it needs the function's
 * role to allow, and the resources that bind it to the function. */
#ifndef TEMPLATES_EVENTS_EVENTS_H
#define TEMPLATES_EVENTS_EVENTS_H
#include "templates/wiring/call.h"

#define EVENT(name)                                                                                          \
    extern const struct form name##_event_form; /* its key is what the user writes */                        \
    void name##_event_write(struct template *, const struct bound_function *, const void *value);
#include "templates/events.def"
#undef EVENT

extern const struct form event_form;
void event_write(struct template *, const struct bound_function *, const struct chosen *);
#endif
