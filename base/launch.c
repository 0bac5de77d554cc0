#include "base/launch.h"
#include "base/supervisor.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/close_range.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { FETCH = 1 << PROFILE_FETCH, BUILD = 1 << PROFILE_BUILD, ALL = FETCH | BUILD | 1 << PROFILE_RUN };

static const struct {
    const char *name;
    unsigned profiles;
} variables[] = {
    { "PATH", ALL },
    { "HOME", ALL },
    { "USER", ALL },
    { "LOGNAME", ALL },
    { "TMPDIR", ALL },
    { "LANG", ALL },
    { "LANGUAGE", ALL },
    { "LC_*", ALL },
    { "TZ", ALL },
    { "TERM", ALL },
    { "http_proxy", FETCH | BUILD },
    { "HTTP_PROXY", FETCH | BUILD },
    { "https_proxy", FETCH | BUILD },
    { "HTTPS_PROXY", FETCH | BUILD },
    { "all_proxy", FETCH | BUILD },
    { "ALL_PROXY", FETCH | BUILD },
    { "no_proxy", FETCH | BUILD },
    { "NO_PROXY", FETCH | BUILD },
    { "SSL_CERT_FILE", FETCH | BUILD },
    { "SSL_CERT_DIR", FETCH | BUILD },
    { "XDG_CONFIG_HOME", FETCH | BUILD },
    { "XDG_CACHE_HOME", FETCH | BUILD },
    { "XDG_RUNTIME_DIR", FETCH | BUILD },
    { "DOCKER_HOST", BUILD },
    { "DOCKER_CONTEXT", BUILD },
    { "DOCKER_CONFIG", BUILD },
    { "DOCKER_CERT_PATH", BUILD },
    { "DOCKER_TLS_VERIFY", BUILD },
    { "CONTAINER_HOST", BUILD },
};

/* Whether NAME of `variable`, which is NAME=VALUE, is `pattern`: a name, or how names begin and a star. */
static bool is_named(const char *variable, const char *pattern)
{
    size_t size = strlen(pattern), name = strcspn(variable, "=");
    if (size && pattern[size - 1] == '*') return name >= size - 1 && !strncmp(variable, pattern, size - 1);
    return name == size && !strncmp(variable, pattern, size);
}

static bool is_listed(const struct launch *launch, const char *variable)
{
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        if (variables[i].profiles & 1u << launch->profile && is_named(variable, variables[i].name))
            return true;
    for (const char *const *name = launch->names; name && *name; name++)
        if (is_named(variable, *name)) return true;
    return false;
}

static bool is_set(const struct launch *launch, const char *variable)
{
    size_t size = strcspn(variable, "=") + 1;
    for (const char *const *setting = launch->settings; setting && *setting; setting++)
        if (!strncmp(variable, *setting, size)) return true;
    return false;
}

/* The folders of a search path that are the same wherever we are: the others may be the repository's. */
static char *path_absolute(struct arena *arena, const char *path)
{
    char *absolute = arena_take(arena, strlen(path) + 1), *to = absolute;
    for (size_t size; *path; path += size + (path[size] == ':')) {
        size = strcspn(path, ":");
        if (*path != '/') continue;
        if (to > absolute) *to++ = ':';
        memcpy(to, path, size);
        to += size;
    }
    return absolute;
}

char **launch_environment(struct arena *arena, const struct launch *launch)
{
    size_t count = 0, at = 0;
    while (environ[count]) count++;
    for (const char *const *setting = launch->settings; setting && *setting; setting++) count++;
    char **environment = arena_take(arena, (count + 1) * sizeof *environment);
    for (char **ours = environ; *ours; ours++)
        if (is_listed(launch, *ours) && !is_set(launch, *ours))
            environment[at++] =
                is_named(*ours, "PATH")
                    ? arena_join(arena, "PATH=", path_absolute(arena, *ours + strlen("PATH=")))
                    : *ours;
    for (const char *const *setting = launch->settings; setting && *setting; setting++)
        environment[at++] = arena_copy(arena, *setting, strlen(*setting));
    return environment;
}

/* NULL: no absolute folder of PATH has it. */
static const char *program_find(struct arena *arena, const char *name)
{
    const char *path = getenv("PATH");
    if (strchr(name, '/')) return name;
    for (const char *at = path_absolute(arena, path ? path : "/usr/bin:/bin"); *at; at += *at == ':') {
        size_t size = strcspn(at, ":");
        const char *file = arena_text(arena, "%.*s/%s", (int)size, at, name);
        struct stat about;
        if (!stat(file, &about) && S_ISREG(about.st_mode) && !access(file, X_OK)) return file;
        at += size;
    }
    return NULL;
}

struct start { /* all that the new process needs: it shares our memory's state, and so may allocate nothing */
    const char *program, *folder;
    char **words, **environment;
    int files[3], failure;
};

/* Only async-signal-safe calls. The files may be 0, 1 and 2 themselves, in any order. */
static void become(const void *with, const sigset_t *mask)
{
    const struct start *start = with;
    int files[3];
    bool good = !setpgid(0, 0);
    for (int i = 0; i < 3; i++) files[i] = fcntl(start->files[i], F_DUPFD_CLOEXEC, 3);
    for (int i = 0; i < 3; i++) good = good && dup2(files[i], i) == i;
    good = good && (!start->folder || !chdir(start->folder));
    /* A program that asks at the terminal gets an error; it would be stopped for ever. */
    signal(SIGTTIN, SIG_IGN);
    signal(SIGTTOU, SIG_IGN);
    if (good) close_range(3, UINT_MAX, CLOSE_RANGE_CLOEXEC);
    sigprocmask(SIG_SETMASK, mask, NULL);
    if (good) execve(start->program, start->words, start->environment);
    ssize_t ignored = write(start->failure, &errno, sizeof errno);
    (void)ignored;
    _exit(127);
}

static char **words_copy(struct arena *arena, const char *const *words)
{
    size_t count = 0;
    while (words[count]) count++;
    char **copy = arena_take(arena, (count + 1) * sizeof *copy);
    for (size_t i = 0; i < count; i++) copy[i] = arena_copy(arena, words[i], strlen(words[i]));
    return copy;
}

/* Its failure comes through a pipe that a program which runs has closed. */
static int failure_read(int file)
{
    int failure = 0;
    ssize_t size;
    do size = read(file, &failure, sizeof failure);
    while (size < 0 && errno == EINTR);
    return size == sizeof failure ? failure : 0;
}

static struct supervisor *program_start(struct arena *arena, struct start *start, const char **failure)
{
    int ends[2], wrong = 0;
    struct supervisor *supervisor = NULL;
    if (!pipe2(ends, O_CLOEXEC)) {
        start->failure = ends[1];
        supervisor = supervisor_new(arena, become, start);
        if (!supervisor) wrong = errno;
        close(ends[1]);
        if (supervisor) wrong = failure_read(ends[0]);
        close(ends[0]);
    } else {
        wrong = errno;
    }
    if (supervisor && wrong) supervisor_wait(supervisor);
    if (wrong) *failure = strerror(wrong);
    return wrong ? NULL : supervisor;
}

struct supervisor *launch_start(struct arena *arena, const struct launch *launch, const int *files,
                                const char **failure)
{
    struct start start = { .program = program_find(arena, launch->words[0]),
                           .folder = launch->folder,
                           .words = words_copy(arena, launch->words),
                           .environment = launch_environment(arena, launch) };
    *failure = start.program ? NULL : strerror(ENOENT);
    if (*failure) return NULL;
    memcpy(start.files, files, sizeof start.files);
    return program_start(arena, &start, failure);
}

int launch_wait(struct supervisor *supervisor)
{
    int state = supervisor_wait(supervisor);
    return WIFSIGNALED(state) ? 128 + WTERMSIG(state) : WEXITSTATUS(state);
}
