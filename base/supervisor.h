/* A process of our own between us and a program that we start. It ends all that the program started, also
 * what left its process group or lost its parent, as soon as we say so or have ended ourselves, also by
 * SIGKILL. */
#ifndef BASE_SUPERVISOR_H
#define BASE_SUPERVISOR_H
#include "base/arena.h"
#include <signal.h>
#include <stdbool.h>

struct supervisor;

/* `become` runs in the program's process, with all signals blocked, and does not return; `mask` is the one to
 * go back to. NULL: no process can be made. */
struct supervisor *supervisor_new(struct arena *, void (*become)(const void *with, const sigset_t *mask),
                                  const void *with);
bool supervisor_has_ended(const struct supervisor *); /* the program; what it started may still run */
void supervisor_end(struct supervisor *);             /* the program, by force */
/* How the program ended, as waitpid() tells it; all that it started has ended, too. The arena does it where
 * nobody has. */
int supervisor_wait(struct supervisor *);
#endif
