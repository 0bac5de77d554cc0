#include "cfgen/events.h"
#include "base/json.h"
#include <errno.h>
#include <string.h>
#include <time.h>

struct events {
    struct run *run;
    FILE *to;
};

static void close_file(void *with) { fclose(with); }

struct events *events_open(struct run *run, const char *path)
{
    struct events *events = arena_take(run->arena, sizeof *events);
    *events = (struct events){ run, !strcmp(path, "-") ? run->out : fopen(path, "we") };
    if (!events->to) {
        diag_add(run->diags, FINDING(file_failed), (struct place){ .file = path }, NULL,
                 "cannot be written: %s", strerror(errno));
        return NULL;
    }
    if (events->to != run->out) arena_defer(run->arena, close_file, events->to);
    return events;
}

/* RFC 3339, with milliseconds. */
static const char *time_text(struct arena *arena, const struct surroundings *surroundings)
{
    int64_t now = surroundings->now(surroundings->with);
    time_t seconds = (time_t)(now / 1000);
    struct tm utc;
    char text[32];
    gmtime_r(&seconds, &utc);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
    return arena_text(arena, "%s.%03dZ", text, (int)(now % 1000));
}

void events_write(struct events *events, const char *event, ...)
{
    struct arena *arena = arena_new();
    struct node *line = node_map(arena);
    node_add(line, "schema", node_text(arena, "cfgen.event/1"));
    node_add(line, "time", node_text(arena, time_text(arena, events->run->surroundings)));
    node_add(line, "event", node_text(arena, event));
    va_list pairs;
    va_start(pairs, event);
    for (const char *key = va_arg(pairs, const char *); key; key = va_arg(pairs, const char *)) {
        const char *text = va_arg(pairs, const char *);
        if (text) text = diag_mask(events->run->diags, arena, text, (struct place){ 0 });
        if (text) node_add(line, key, node_text(arena, text));
    }
    va_end(pairs);
    struct buffer *text = buffer_new(arena);
    json_print(text, line, JSON_COMPACT);
    fprintf(events->to, "%s\n", text->text);
    fflush(events->to);
    arena_free(arena);
}
