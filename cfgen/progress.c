#include "cfgen/progress.h"
#include "cfgen/excerpt.h"
#include "cfgen/terminal.h"
#include "lifecycle/status.h"
#include <string.h>

struct shown {
    struct run *run;
    struct progress progress;
    bool live, color;
    int drawn; /* lines of the table that stands on the terminal */
    const struct resource_state *all;
    const char *still; /* what goes on without news, below the table; NULL: nothing */
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

/* Below the table, which stays as it was. */
static void say(void *with, const char *text)
{
    struct shown *shown = with;
    fprintf(shown->run->err, "%s\n", excerpt_clean(shown->run->arena, text));
    fflush(shown->run->err);
    shown->drawn = 0;
}

static void print_line(struct shown *shown, const struct resource_state *state)
{
    const char *color = color_of(shown, state->status), *plain = *color ? "\033[0m" : "";
    fprintf(shown->run->err, "%s  %s%-27s%s  %s%s%s%s\n", state->time, color, state->status, plain, state->id,
            state->whole ? "" : " (", state->whole ? "" : state->type, state->whole ? "" : ")");
}

static void draw_row(struct shown *shown, const char *color, const char *row)
{
    int width = terminal_width(shown->run->err);
    fprintf(shown->run->err, "%s%.*s%s\n", color, width > 1 ? width - 1 : 79, row, *color ? "\033[0m" : "");
    shown->drawn++;
}

/* As many as the terminal has lines for: what rests gives way to what is at work, the oldest first. */
static void draw(struct shown *shown)
{
    int height = terminal_height(shown->run->err), count = 0, room = height > 3 ? height - 2 : 1;
    wipe(shown);
    for (const struct resource_state *s = shown->all; s; s = s->next) count++;
    for (const struct resource_state *s = shown->all; s && shown->drawn < room; s = s->next) {
        if (count > room && !status_moves(s->status)) {
            count--;
            continue;
        }
        draw_row(shown, color_of(shown, s->status),
                 arena_text(shown->run->arena, "%-27s  %s %s", s->status, s->id, s->whole ? "" : s->type));
    }
    if (shown->still) draw_row(shown, "", shown->still);
    fflush(shown->run->err);
}

static void changed(void *with, const struct resource_state *all, const struct resource_state *state)
{
    struct shown *shown = with;
    shown->all = all;
    shown->still = NULL;
    if (shown->live)
        draw(shown);
    else
        print_line(shown, state);
}

static void still(void *with, const char *text)
{
    struct shown *shown = with;
    shown->still = text;
    if (shown->live)
        draw(shown);
    else
        say(shown, text);
}

const struct progress *progress_new(struct run *run)
{
    struct shown *shown = arena_take(run->arena, sizeof *shown);
    *shown = (struct shown){ .run = run,
                             .live = terminal_live(run->err, run->surroundings),
                             .color = terminal_color(run->err, run->common->color, run->surroundings) };
    shown->progress = (struct progress){ shown, say, changed, still };
    return &shown->progress;
}
