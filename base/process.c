#include "base/process.h"
#include "base/supervisor.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

enum { OUTPUT, ERRORS, STOP, FILES };

/* Reads what is there; false: there will be no more. */
static bool take(int file, struct buffer *into)
{
    char bytes[4096];
    ssize_t size = read(file, bytes, sizeof bytes);
    if (size > 0) buffer_add(into, bytes, (size_t)size);
    return size > 0 || (size < 0 && errno == EINTR);
}

/* Both at once: a program that fills one pipe while we wait for the other would never end. A process that it
 * leaves behind may hold the pipes open; nobody waits for that one. Why it must end; NULL: it is over. */
static const char *drain(struct arena *arena, const struct launch *launch, const struct supervisor *program,
                         int output, int errors, struct process *process)
{
    enum { MOST = 16 << 20, PAUSE = 200 };
    size_t most = launch->most ? launch->most : MOST;
    struct pollfd files[FILES] = { { output, POLLIN, 0 },
                                   { errors, POLLIN, 0 },
                                   { launch->surroundings ? launch->surroundings->stop : -1, POLLIN, 0 } };
    while (files[OUTPUT].fd >= 0 || files[ERRORS].fd >= 0) {
        int ready = poll(files, FILES, PAUSE);
        if (ready < 0 && errno != EINTR) return strerror(errno);
        if (!ready && supervisor_has_ended(program)) return NULL;
        if (ready <= 0) continue;
        process->interrupted = files[STOP].revents;
        if (process->interrupted) return "interrupted";
        if (files[OUTPUT].revents && !take(output, process->output)) files[OUTPUT].fd = -1;
        if (files[ERRORS].revents && !take(errors, process->errors)) files[ERRORS].fd = -1;
        if (process->output->size + process->errors->size > most)
            return arena_text(arena, "output larger than %s", text_size(arena, most));
    }
    return NULL;
}

/* What a pipe holds of itself: nobody need read while it is written. */
static int input_open(const char *input)
{
    if (!input) return open("/dev/null", O_RDONLY | O_CLOEXEC);
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

static void run(struct arena *arena, const struct launch *launch, int input, const int *output,
                const int *errors, struct process *process)
{
    const int files[] = { input, output[1], errors[1] };
    struct supervisor *program = launch_start(arena, launch, files, &process->failure);
    close(output[1]), close(errors[1]);
    if (process->failure) return;
    process->ended = drain(arena, launch, program, output[0], errors[0], process);
    if (process->ended) supervisor_end(program);
    process->status = launch_wait(program);
}

struct process process_run(struct arena *arena, const struct launch *launch)
{
    struct process process = { .output = buffer_new(arena), .errors = buffer_new(arena) };
    int output[2], errors[2], input = input_open(launch->input);
    if (input < 0) return process.failure = strerror(errno), process;
    if (pipe2(output, O_CLOEXEC)) {
        process.failure = strerror(errno);
        close(input);
        return process;
    }
    if (pipe2(errors, O_CLOEXEC)) {
        process.failure = strerror(errno);
        close(input), close(output[0]), close(output[1]);
        return process;
    }
    run(arena, launch, input, output, errors, &process);
    close(input), close(output[0]), close(errors[0]);
    return process;
}
