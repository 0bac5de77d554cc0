#include "base/process.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool is_set_by(const char *ours, const char *const *settings)
{
    for (; *settings; settings++) {
        size_t size = strcspn(*settings, "=") + 1;
        if (!strncmp(ours, *settings, size)) return true;
    }
    return false;
}

char **process_environment(struct arena *arena, const char *const *settings)
{
    size_t count = 0, at = 0;
    while (environ[count]) count++;
    size_t more = 0;
    while (settings[more]) more++;
    char **environment = arena_take(arena, (count + more + 1) * sizeof *environment);
    for (size_t i = 0; i < count; i++)
        if (!is_set_by(environ[i], settings)) environment[at++] = environ[i];
    for (size_t i = 0; i < more; i++) environment[at++] = arena_copy(arena, settings[i], strlen(settings[i]));
    return environment;
}

char **process_words(struct arena *arena, const char *const *words)
{
    size_t count = 0;
    while (words[count]) count++;
    char **copy = arena_take(arena, (count + 1) * sizeof *copy);
    for (size_t i = 0; i < count; i++) copy[i] = arena_copy(arena, words[i], strlen(words[i]));
    return copy;
}

/* Both at once: a program that fills one pipe while we wait for the other would never end. */
static void drain(int output, int errors, struct process *process)
{
    struct pollfd pipes[2] = { { output, POLLIN, 0 }, { errors, POLLIN, 0 } };
    struct buffer *into[2] = { process->output, process->errors };
    for (int open = 2; open;) {
        if (poll(pipes, 2, -1) < 0 && errno != EINTR) return;
        for (int i = 0; i < 2; i++) {
            char bytes[4096];
            if (pipes[i].fd < 0 || !pipes[i].revents) continue;
            ssize_t size = read(pipes[i].fd, bytes, sizeof bytes);
            if (size > 0) buffer_add(into[i], bytes, (size_t)size);
            if (size > 0 || (size < 0 && errno == EINTR)) continue;
            pipes[i].fd = -1;
            open--;
        }
    }
}

static int spawn(struct arena *arena, const char *const *words, const char *const *settings, const int *pipes,
                 pid_t *child)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int i = 0; i < 3; i++) posix_spawn_file_actions_adddup2(&actions, pipes[i], i);
    int failed = posix_spawnp(child, words[0], &actions, NULL, process_words(arena, words),
                              process_environment(arena, settings));
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

/* What a pipe holds of itself: nobody need read while it is written. */
static int input_open(const char *input)
{
    if (!*input) return open("/dev/null", O_RDONLY | O_CLOEXEC);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK)) return -1;
    ssize_t size = (ssize_t)strlen(input);
    bool whole = write(ends[1], input, (size_t)size) == size;
    close(ends[1]);
    fcntl(ends[0], F_SETFL, 0);
    if (whole) return ends[0];
    close(ends[0]);
    return -1;
}

struct process process_feed(struct arena *arena, const char *const *words, const char *const *settings,
                            const char *input)
{
    struct process process = { .output = buffer_new(arena), .errors = buffer_new(arena) };
    int output[2], errors[2], state = 0, from = input_open(input);
    if (from < 0) return process.failure = strerror(errno), process;
    if (pipe2(output, O_CLOEXEC)) {
        process.failure = strerror(errno);
        close(from);
        return process;
    }
    if (pipe2(errors, O_CLOEXEC)) {
        process.failure = strerror(errno);
        close(from), close(output[0]), close(output[1]);
        return process;
    }
    pid_t child;
    int failed = spawn(arena, words, settings, (const int[]){ from, output[1], errors[1] }, &child);
    close(from), close(output[1]), close(errors[1]);
    if (failed)
        process.failure = strerror(failed);
    else
        drain(output[0], errors[0], &process);
    close(output[0]), close(errors[0]);
    while (!failed && waitpid(child, &state, 0) < 0 && errno == EINTR) {
    }
    process.status = WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state);
    return process;
}

struct process process_run(struct arena *arena, const char *const *words, const char *const *settings)
{
    return process_feed(arena, words, settings, "");
}
