/* Events of a bus: AWS's own, partners' and the service's.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
#include "templates/events/events.h"
#include "templates/wiring/bus_event.h"

void event_event_write(struct template *template, const struct bound_function *bound, const void *value)
{
    struct receiver receiver = receiver_of_function(bound);
    bus_event_write(template, value, &receiver);
}
