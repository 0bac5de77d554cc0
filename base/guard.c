#include "base/guard.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

struct guard {
    pid_t process; /* 0: it has ended */
    int life;      /* our end of a pipe, which the system closes when we end */
};

pid_t guard_fork(sigset_t *kept)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, kept);
    pid_t process = fork();
    if (process) sigprocmask(SIG_SETMASK, kept, NULL);
    return process;
}

/* It holds no file of ours: whoever waits for the end of one must not wait for it. */
static void watch(int life, void (*act)(void *), void *with)
{
    char byte;
    setpgid(0, 0);
    dup2(life, STDIN_FILENO);
    closefrom(STDOUT_FILENO);
    while (read(STDIN_FILENO, &byte, 1) < 0 && errno == EINTR) {
    }
    act(with);
    _exit(0);
}

static void guard_close(void *guard) { guard_end(guard); }

struct guard *guard_new(struct arena *arena, void (*act)(void *), void *with)
{
    int ends[2];
    sigset_t kept;
    if (pipe2(ends, O_CLOEXEC)) return NULL;
    struct guard *guard = arena_take(arena, sizeof *guard);
    guard->process = guard_fork(&kept);
    if (!guard->process) watch(ends[0], act, with);
    close(ends[0]);
    guard->life = ends[1];
    if (guard->process < 0) {
        close(ends[1]);
        return NULL;
    }
    setpgid(guard->process, guard->process); /* whichever of the two is first */
    arena_defer(arena, guard_close, guard);
    return guard;
}

void guard_end(struct guard *guard)
{
    if (!guard->process) return;
    kill(guard->process, SIGKILL);
    while (waitpid(guard->process, NULL, 0) < 0 && errno == EINTR) {
    }
    close(guard->life);
    guard->process = 0;
}
