#include "templates/event.h"
#include <string.h>

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

bool event_is_here(struct template *template, const struct text *regions)
{
    bool all = regions->value && !strcmp(regions->value, "all");
    if (regions->value && !all && strcmp(regions->value, "primary"))
        diag_add(template->diags, FINDING(out_of_range), node_place(regions->from), "all or primary",
                 "regions: an event is not of '%s'", regions->value);
    return all || template->at.primary;
}
