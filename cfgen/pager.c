#include "cfgen/pager.h"
#include "base/launch.h"
#include "cfgen/terminal.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *pager_of(const struct surroundings *surroundings)
{
    const char *own = surroundings->environment(surroundings->with, "CFGEN_PAGER");
    if (!own) own = surroundings->environment(surroundings->with, "PAGER");
    return own ? own : "less";
}

static bool fits(const char *bytes, size_t size, int height)
{
    int lines = 0;
    for (size_t i = 0; i < size; i++) lines += bytes[i] == '\n';
    return lines < height;
}

/* The user's own words, by the shell, as git runs them: in the foreground, for it reads the terminal. */
static bool pager_start(struct arena *arena, const char *pager, int input, pid_t *child)
{
    static const char *const settings[] = { "LESS=FRX",
                                            NULL }; /* colours as they are; the text stays on the screen */
    static const char *const names[] = { "LESS*", "LINES", "COLUMNS", "COLORTERM", NULL };
    struct launch launch = { .settings = getenv("LESS") ? NULL : settings, .names = names };
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    int failed = posix_spawn(
        child, "/bin/sh", &actions, NULL,
        (char *const[]){ (char[]){ "sh" }, (char[]){ "-c" }, arena_copy(arena, pager, strlen(pager)), NULL },
        launch_environment(arena, &launch));
    posix_spawn_file_actions_destroy(&actions);
    return !failed;
}

static int pager_run(struct arena *arena, const char *pager, const void *bytes, size_t size)
{
    int ends[2], status = -1;
    pid_t child;
    if (pipe2(ends, O_CLOEXEC)) return -1;
    bool started = pager_start(arena, pager, ends[0], &child);
    close(ends[0]);
    FILE *into = started ? fdopen(ends[1], "w") : NULL;
    if (into) {
        void (*was)(int) = signal(SIGPIPE, SIG_IGN); /* who has seen enough leaves */
        fwrite(bytes, 1, size, into);
        fclose(into);
        signal(SIGPIPE, was);
    } else
        close(ends[1]);
    while (started && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

bool pager_show(FILE *out, const struct surroundings *surroundings, const void *bytes, size_t size)
{
    enum { NO_SUCH_PROGRAM = 127 };
    const char *pager = pager_of(surroundings);
    if (!terminal_live(out, surroundings) || fits(bytes, size, terminal_height(out))) return false;
    if (!*pager || !strcmp(pager, "cat")) return false;
    fflush(out);
    struct arena *arena = arena_new();
    int status = pager_run(arena, pager, bytes, size);
    arena_free(arena);
    return status >= 0 && (!WIFEXITED(status) || WEXITSTATUS(status) != NO_SUCH_PROGRAM);
}
