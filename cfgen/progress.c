#include "cfgen/progress.h"
#include "cfgen/events.h"
#include "cfgen/excerpt.h"
#include "cfgen/terminal.h"
#include "lifecycle/status.h"
#include <string.h>

enum log { LOG_AUTO, LOG_PLAIN, LOG_GITHUB, LOG_GITLAB };
static const char *const logs[] = { "auto", "plain", "github", "gitlab", NULL }; /* as enum log */

const struct option logging_options[] = {
    { OPTION(logging, log), .value = "FORM", .choices = logs,
      .about = "How to fold the log by stack; auto detects GitHub and GitLab. Default: auto." },
    { OPTION(logging, events), .value = "FILE", .takes = TAKES_FILE,
      .about = "Also write events to this file, one JSON object per line." },
    { 0 },
};

struct shown {
    struct run *run;
    enum log log;
    struct events *events;      /* NULL: nobody wants them */
    const char *stack, *region; /* what it is about; NULL: no stack in particular */
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

/* https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 * https://docs.gitlab.com/ci/jobs/job_logs/#create-custom-collapsible-sections */
static void fold(struct shown *shown, bool begin)
{
    FILE *err = shown->run->err;
    const struct surroundings *surroundings = shown->run->surroundings;
    long long seconds = (long long)(surroundings->now(surroundings->with) / 1000);
    if (shown->log == LOG_GITHUB && begin) fprintf(err, "::group::%s in %s\n", shown->stack, shown->region);
    if (shown->log == LOG_GITHUB && !begin) fputs("::endgroup::\n", err);
    if (shown->log == LOG_GITLAB)
        fprintf(err, "\033[0Ksection_%s:%lld:%s_%s\r\033[0K", begin ? "start" : "end", seconds, shown->stack,
                shown->region);
    if (shown->log == LOG_GITLAB && begin) fprintf(err, "%s in %s", shown->stack, shown->region);
    if (shown->log == LOG_GITLAB) fputc('\n', err);
    fflush(err);
}

static void begin(void *with, const char *stack, const char *region)
{
    struct shown *shown = with;
    shown->stack = excerpt_clean(shown->run->arena, stack);
    shown->region = excerpt_clean(shown->run->arena, region);
    fold(shown, true);
    if (shown->events) events_write(shown->events, "begin", "stack", stack, "region", region, (char *)NULL);
}

static void end(void *with, const char *outcome)
{
    struct shown *shown = with;
    shown->drawn = 0;
    fold(shown, false);
    if (shown->events)
        events_write(shown->events, "end", "stack", shown->stack, "region", shown->region, "outcome", outcome,
                     (char *)NULL);
    shown->stack = shown->region = NULL;
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
    if (shown->events)
        events_write(shown->events, "say", "stack", shown->stack, "region", shown->region, "text", text,
                     (char *)NULL);
    text = diag_mask(shown->run->diags, shown->run->arena, text, (struct place){ 0 });
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
    if (shown->events)
        events_write(shown->events, "resource", "stack", shown->stack, "region", shown->region, "logicalId",
                     state->id, "type", state->type, "status", state->status, "reason",
                     *state->reason ? state->reason : NULL, (char *)NULL);
    if (shown->live)
        draw(shown);
    else
        print_line(shown, state);
}

static void still(void *with, const char *text)
{
    struct shown *shown = with;
    shown->still = diag_mask(shown->run->diags, shown->run->arena, text, (struct place){ 0 });
    if (shown->live)
        draw(shown);
    else
        say(shown, text);
}

static bool is_true(const struct surroundings *surroundings, const char *name)
{
    const char *value = surroundings->environment(surroundings->with, name);
    return value && !strcmp(value, "true");
}

static enum log log_of(const struct run *run, const char *word)
{
    for (int i = LOG_PLAIN; word && logs[i]; i++)
        if (!strcmp(word, logs[i])) return (enum log)i;
    return is_true(run->surroundings, "GITHUB_ACTIONS") ? LOG_GITHUB
           : is_true(run->surroundings, "GITLAB_CI")    ? LOG_GITLAB
                                                        : LOG_PLAIN;
}

const struct progress *progress_new(struct run *run, const struct logging *logging)
{
    struct shown *shown = arena_take(run->arena, sizeof *shown);
    *shown = (struct shown){ .run = run,
                             .log = log_of(run, logging ? logging->log : NULL),
                             .live = terminal_live(run->err, run->surroundings),
                             .color = terminal_color(run->err, run->common->color, run->surroundings) };
    if (logging && logging->events && !(shown->events = events_open(run, logging->events))) return NULL;
    shown->progress = (struct progress){ shown, begin, end, say, changed, still };
    return &shown->progress;
}
