/* An event source of a function. The file of an event holds all about it: its rows, the permissions that the
 * function's role needs, and the resources that connect it to the function. */
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
