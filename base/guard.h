/* Runs a cleanup action however cfgen ends, also by SIGKILL: a second process waits for the end and runs it.
 */
#ifndef BASE_GUARD_H
#define BASE_GUARD_H
#include "base/arena.h"
#include <signal.h>
#include <sys/types.h>

struct guard;

/* `act` runs in another process, once this one has ended without guard_end(). NULL: no process can be made.
 */
struct guard *guard_new(struct arena *, void (*act)(void *with), void *with);
void guard_end(struct guard *); /* the arena does it too */
/* fork() with all signals blocked on both sides, so that no handler of ours runs in the new process; `kept`
 * is the mask to go back to. Here it is restored already. */
pid_t guard_fork(sigset_t *kept);
#endif
