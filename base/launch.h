/* The one way to start another program: without a shell, ending with us with all that it starts, and with the
 * variables of our environment that are listed by name. What else is set here (credentials of AWS and of the
 * pipeline above all) reaches no program. */
#ifndef BASE_LAUNCH_H
#define BASE_LAUNCH_H
#include "base/surroundings.h"

/* Which variables a program gets; launch.c lists them. */
enum profile {
    PROFILE_FETCH, /* pip, npm and git: who the user is, proxies, certificates */
    PROFILE_BUILD, /* a command of the description, docker: the same, and where the container engine is */
    PROFILE_RUN,   /* a handler: neither proxies nor the user's configuration */
};

struct launch {
    const char *const *words; /* words[0] is a program of an absolute folder of PATH; the last is NULL */
    enum profile profile;
    const char *folder;                      /* where it runs; NULL: where we do */
    const char *const *settings;             /* NAME=VALUE, before ours of that name; NULL: none */
    const char *const *names;                /* more variables of ours: NAME, or PREFIX*; NULL: none */
    const char *input;                       /* what it reads, at most 64 KB; NULL: nothing */
    size_t most;                             /* bytes of output that are kept, then it is ended; 0: 16 MB */
    const struct surroundings *surroundings; /* whose signals end it; NULL: none is caught */
};

struct supervisor;

/* Starts it with these files as 0, 1 and 2. NULL, and `failure` says why it cannot be run. */
struct supervisor *launch_start(struct arena *, const struct launch *, const int *files,
                                const char **failure);
int launch_wait(struct supervisor *); /* its exit status, or 128 and the signal that ended it */
char **launch_environment(struct arena *, const struct launch *);
#endif
