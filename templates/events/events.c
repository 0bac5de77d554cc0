#include "templates/events/events.h"

static const struct form *const choices[] = {
#define EVENT(name) &name##_event_form,
#include "templates/events.def"
#undef EVENT
    NULL,
};

const struct form event_form = { .what = "event", .size = sizeof(struct chosen), .choices = choices };

/* In the order of the choices. */
static void (*const writers[])(struct template *, const struct bound_function *, const void *value) = {
#define EVENT(name) name##_event_write,
#include "templates/events.def"
#undef EVENT
};

void event_write(struct template *template, const struct bound_function *bound, const struct chosen *event)
{
    for (int i = 0; event->value && choices[i]; i++)
        if (choices[i] == event->form) writers[i](template, bound, event->value);
}
