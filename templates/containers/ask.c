#include "templates/containers/ask.h"
#include "templates/api/type.h"
#include "templates/wiring/started.h"
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_PORT = 8080, MOST_TASKS = 5000 };

static bool is_event(const struct chosen *event, const char *key)
{
    return event->form && !strcmp(event->form->key, key);
}

struct ways container_ways(const struct template *template, const struct container *container)
{
    struct ways ways = { false, false };
    for (const struct chosen *e = container->events; e && e->from; e++) {
        bool http = is_event(e, "http");
        bool as_http_api = http ? http_api_is_type(template->service) : is_event(e, "httpApi");
        if (as_http_api)
            ways.registered = true;
        else if (http)
            ways.balanced = true;
    }
    return ways;
}

struct node *container_port(struct template *template, const struct container *container)
{
    return container->port.from ? node_copy(template->arena, container->port.from)
                                : node_number(template->arena, DEFAULT_PORT);
}

bool health_is_path(const struct container *container)
{
    const struct text *command = &container->health.command;
    return is_known(command->from) && *command->value == '/' && !strchr(command->value, ' ');
}

bool container_waits(const struct container *container)
{
    for (const struct chosen *event = container->events; event && event->from; event++)
        if (is_event(event, "queue")) return true;
    return false;
}

struct range tasks_range(struct template *template, const struct container *container)
{
    const struct text *word = &container->tasks.count;
    bool waits = container_waits(container);
    struct ways ways = container_ways(template, container);
    long least = ways.registered || ways.balanced ? 1 : 0; /* somebody answers, always */
    struct range fallback = waits ? (struct range){ least, 10 } : (struct range){ 1, 1 }, range = fallback;
    if (!is_known(word->from)) return fallback;
    char *end;
    range.least = range.most = strtol(word->value, &end, 10);
    if (end != word->value && *end == '-') range.most = strtol(end + 1, &end, 10);
    if (end != word->value && !*end && range.least >= 0 && range.most >= range.least &&
        range.most <= MOST_TASKS)
        return range;
    diag_add(template->diags, FINDING(out_of_range), node_place(word->from), NULL,
             "tasks must be a number such as 2, or a range such as 1-10");
    return fallback;
}

bool container_is_kept(const struct template *template, const struct container *container)
{
    const struct chosen *event = container->events;
    const struct text *count = &container->tasks.count;
    for (; event && event->from; event++)
        if (!is_event(event, "schedule")) return true;
    if (container->events && container->events->from) return false;
    if (is_known(count->from)) return strcmp(count->value, "0") != 0;
    return count->from || (!container->handler.from && !is_started(template, container));
}
