#include "cfgen/progress.h"
#include "base/text.h"
#include "cfgen/excerpt.h"
#include "cfgen/terminal.h"
#include "lifecycle/status.h"
#include <string.h>

enum { MOST_ROWS = 30 };

struct shown {
    struct run *run;
    struct progress progress;
    bool live, color;
    int drawn; /* lines of the table that stands on the terminal */
};

static const char *color_of(const struct shown *shown, const char *status)
{
    if (!shown->color) return "";
    if (status_failed(status) || strstr(status, "ROLLBACK")) return "\033[31m";
    return status_moves(status) ? "\033[33m" : "\033[32m";
}

/* Back to where the table began. */
static void wipe(struct shown *shown)
{
    if (shown->drawn) fprintf(shown->run->err, "\033[%dA\033[J", shown->drawn);
    shown->drawn = 0;
}

static void say(void *with, const char *text)
{
    struct shown *shown = with;
    wipe(shown);
    fprintf(shown->run->err, "%s\n", excerpt_clean(shown->run->arena, text));
    fflush(shown->run->err);
}

static void print_line(struct shown *shown, const struct resource_state *state)
{
    const char *color = color_of(shown, state->status), *plain = *color ? "\033[0m" : "";
    fprintf(shown->run->err, "%s  %s%-24s%s  %s%s%s%s\n", state->time, color, state->status, plain, state->id,
            state->whole ? "" : " (", state->whole ? "" : state->type, state->whole ? "" : ")");
}

/* Those that are still at work are what one looks for: they, then the last of the rest. */
static void draw(struct shown *shown, const struct resource_state *all)
{
    int width = terminal_width(shown->run->err), count = 0;
    wipe(shown);
    for (const struct resource_state *s = all; s; s = s->next) count++;
    for (const struct resource_state *s = all; s; s = s->next) {
        bool rests = !status_moves(s->status);
        if (count > MOST_ROWS && rests) {
            count--;
            continue;
        }
        const char *color = color_of(shown, s->status), *plain = *color ? "\033[0m" : "";
        const char *row =
            arena_text(shown->run->arena, "%-24s  %s %s", s->status, s->id, s->whole ? "" : s->type);
        int room = width > 1 ? width - 1 : 79;
        fprintf(shown->run->err, "%s%.*s%s\n", color, room, row, plain);
        shown->drawn++;
    }
    fflush(shown->run->err);
}

static void changed(void *with, const struct resource_state *all, const struct resource_state *state)
{
    struct shown *shown = with;
    if (shown->live)
        draw(shown, all);
    else
        print_line(shown, state);
}

const struct progress *progress_new(struct run *run)
{
    struct shown *shown = arena_take(run->arena, sizeof *shown);
    *shown = (struct shown){ .run = run,
                             .live = terminal_live(run->err, run->surroundings),
                             .color = terminal_color(run->err, run->common->color, run->surroundings) };
    shown->progress = (struct progress){ shown, say, changed };
    return &shown->progress;
}
