#include "templates/event.h"

#define EVENT(name) extern const struct event name##_event;
#include "templates/events.def"
#undef EVENT

static const struct event *const events[] = {
#define EVENT(name) &name##_event,
#include "templates/events.def"
#undef EVENT
};
enum { EVENTS = sizeof events / sizeof *events };

#define EVENT(name) extern const struct form name##_event_form;
#include "templates/events.def"
#undef EVENT

static const struct form *const choices[] = {
#define EVENT(name) &name##_event_form,
#include "templates/events.def"
#undef EVENT
    NULL,
};

const struct form event_form = { .what = "event", .size = sizeof(struct chosen), .choices = choices };

const struct event *event_find(const struct form *form)
{
    for (int i = 0; i < EVENTS; i++)
        if (events[i]->form == form) return events[i];
    return NULL;
}
