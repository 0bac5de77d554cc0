#include "cfgen/signals.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static int ends[2] = { -1, -1 }; /* of the pipe that the handler writes to: it knows nothing else */

static void handle(int signal)
{
    int kept = errno;
    unsigned char byte = (unsigned char)signal;
    ssize_t ignored = write(ends[1], &byte, 1); /* full: one is waiting there already */
    (void)ignored;
    errno = kept;
}

static int wait_for(void *with, int milliseconds)
{
    (void)with;
    struct pollfd file = { ends[0], POLLIN, 0 };
    unsigned char byte = 0;
    if (poll(&file, 1, milliseconds) > 0 && read(ends[0], &byte, 1) < 1) byte = 0;
    return byte;
}

static void handlers_restore(void *with)
{
    (void)with;
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    close(ends[0]);
    close(ends[1]);
}

struct surroundings signals_catch(struct arena *arena, const struct surroundings *surroundings)
{
    struct sigaction action = { .sa_handler = handle, .sa_flags = SA_RESTART };
    struct surroundings caught = *surroundings;
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK)) abort();
    arena_defer(arena, handlers_restore, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    caught.wait = wait_for;
    caught.stop = ends[0];
    return caught;
}
