#include "cfgen/pager.h"
#include "cfgen/terminal.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

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

bool pager_show(FILE *out, const struct surroundings *surroundings, const void *bytes, size_t size)
{
    const char *pager = pager_of(surroundings);
    if (!terminal_live(out, surroundings) || fits(bytes, size, terminal_height(out))) return false;
    if (!*pager || !strcmp(pager, "cat")) return false;
    fflush(out);
    setenv("LESS", "FRX", 0);       /* colours as they are, and the text stays on the screen, as git has it */
    FILE *into = popen(pager, "w"); /* the user's own words, by the shell, as git runs them */
    if (!into) return false;
    void (*was)(int) = signal(SIGPIPE, SIG_IGN); /* who has seen enough leaves */
    fwrite(bytes, 1, size, into);
    int status = pclose(into);
    signal(SIGPIPE, was);
    enum { NO_SUCH_PROGRAM = 127 };
    return !WIFEXITED(status) || WEXITSTATUS(status) != NO_SUCH_PROGRAM;
}
