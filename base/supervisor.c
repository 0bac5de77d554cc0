#include "base/supervisor.h"
#include "base/guard.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

struct supervisor {
    pid_t process; /* 0: it has ended */
    int life;      /* our end of a pipe, whose closing ends the program */
    int report;    /* where the program's state comes from */
};

enum { LIFE = STDIN_FILENO, REPORT = STDOUT_FILENO };

/* Below, in the supervisor itself, only async-signal-safe calls: it shares our memory's state. */

static void wake(int number) { (void)number; }

/* Orphans below us become our children, whatever process group or session they are in: prctl(2). Elsewhere
 * than on Linux only the program's own process group ends with it. */
static void adopt_orphans(void)
{
#ifdef PR_SET_CHILD_SUBREAPER
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
}

/* The numbers of our children, as proc(5) lists them; false: none is listed. */
static bool children_kill(void)
{
    char list[4096];
    int file = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    ssize_t size = file < 0 ? 0 : read(file, list, sizeof list);
    if (file >= 0) close(file);
    pid_t number = 0;
    for (ssize_t i = 0; i < size; i++) {
        if (list[i] != ' ') {
            number = number * 10 + (list[i] - '0');
            continue;
        }
        if (number) kill(number, SIGKILL);
        number = 0;
    }
    return size > 0;
}

static void reap(pid_t program)
{
    int state;
    for (pid_t ended; (ended = waitpid(-1, &state, WNOHANG)) > 0;) {
        ssize_t ignored = ended == program ? write(REPORT, &state, sizeof state) : 0;
        (void)ignored;
    }
}

/* The children of those that end become ours, until there are none. What may not be killed, as a program of
 * another user, is not waited for without end. */
static void end_all(pid_t program)
{
    enum { ROUNDS = 2000, PAUSE = 2 };
    kill(-program, SIGKILL);
    for (int round = 0; round < ROUNDS; round++) {
        bool some = children_kill();
        reap(program);
        if (!some) return;
        poll(NULL, 0, PAUSE);
    }
}

static void supervise(int life, int report, void (*become)(const void *, const sigset_t *), const void *with,
                      const sigset_t *mask)
{
    sigset_t all_but_children;
    adopt_orphans();
    setpgid(0, 0);
    signal(SIGCHLD, wake);
    pid_t program = fork();
    if (!program) become(with, mask);
    if (program < 0) _exit(1);
    setpgid(program, program); /* whichever of the two is first */
    /* Whoever waits for the end of a file of ours must not wait for us. */
    dup2(life, LIFE);
    dup2(report, REPORT);
    closefrom(REPORT + 1);
    sigfillset(&all_but_children);
    sigdelset(&all_but_children, SIGCHLD);
    struct pollfd alive = { LIFE, POLLIN, 0 };
    do reap(program);
    while (ppoll(&alive, 1, NULL, &all_but_children) <= 0);
    end_all(program);
    _exit(0);
}

static void supervisor_close(void *supervisor)
{
    if (((struct supervisor *)supervisor)->process) supervisor_wait(supervisor);
}

struct supervisor *supervisor_new(struct arena *arena, void (*become)(const void *, const sigset_t *),
                                  const void *with)
{
    int life[2], report[2];
    sigset_t mask;
    if (pipe2(life, O_CLOEXEC)) return NULL;
    if (pipe2(report, O_CLOEXEC)) {
        close(life[0]), close(life[1]);
        return NULL;
    }
    struct supervisor *supervisor = arena_take(arena, sizeof *supervisor);
    *supervisor = (struct supervisor){ guard_fork(&mask), life[1], report[0] };
    if (!supervisor->process) supervise(life[0], report[1], become, with, &mask);
    close(life[0]), close(report[1]);
    if (supervisor->process < 0) {
        close(life[1]), close(report[0]);
        return NULL;
    }
    arena_defer(arena, supervisor_close, supervisor);
    return supervisor;
}

bool supervisor_has_ended(const struct supervisor *supervisor)
{
    struct pollfd report = { supervisor->report, POLLIN, 0 };
    return poll(&report, 1, 0) > 0;
}

void supervisor_end(struct supervisor *supervisor)
{
    if (supervisor->life >= 0) close(supervisor->life);
    supervisor->life = -1;
}

int supervisor_wait(struct supervisor *supervisor)
{
    int state = SIGKILL; /* of a program whose supervisor was killed */
    ssize_t size;
    do size = read(supervisor->report, &state, sizeof state);
    while (size < 0 && errno == EINTR);
    supervisor_end(supervisor);
    close(supervisor->report);
    while (waitpid(supervisor->process, NULL, 0) < 0 && errno == EINTR) {
    }
    supervisor->process = 0;
    return state;
}
