/* What every change of a live stack works with, and how it may end. Nothing in lifecycle/ prints: it tells
 * its progress, and what went wrong is a finding. */
#ifndef LIFECYCLE_OPERATION_H
#define LIFECYCLE_OPERATION_H
#include "aws/client.h"
#include "stacks/stack.h"

enum outcome {
    OUTCOME_DONE,
    OUTCOME_UNCHANGED,   /* there was nothing to do */
    OUTCOME_FINDINGS,    /* nothing was begun */
    OUTCOME_APPROVAL,    /* nothing was begun: what would be lost must be named */
    OUTCOME_ROLLED_BACK, /* failed, and the stack is as before */
    OUTCOME_STUCK,       /* failed, and the stack needs help */
    OUTCOME_AWS,         /* AWS or the network failed */
    OUTCOME_TIMEOUT,     /* it goes on, or somebody else's does */
    OUTCOME_OVERTAKEN,   /* within lifecycle/: another operation was first, so look at the stack again */
    OUTCOME_STOPPED      /* by a signal: aws->signal */
};

/* A resource of the stack, or the stack itself, as its events tell. */
struct resource_state {
    struct resource_state *next;
    const char *id, *type, *status;
    const char *reason; /* of a failure, in AWS's words; "" */
    const char *time;   /* of the last event: 10:15:02 */
    bool whole;         /* the stack itself */
};

struct progress {
    void *with;
    void (*begin)(void *with, const char *stack, const char *region); /* what follows is about it */
    void (*end)(void *with, const char *outcome);
    void (*say)(void *with, const char *text); /* a line that stays */
    /* A resource has another state. `all` are those known, in the order in which they began. */
    void (*changed)(void *with, const struct resource_state *all, const struct resource_state *changed);
    void (*still)(void *with, const char *text); /* a line that says what goes on without news */
};

struct operation {
    struct arena *arena;
    const struct surroundings *surroundings;
    struct diags *diags;
    struct aws *aws;
    const struct progress *progress;
    const struct stack *stack;
    const char *same; /* what follows a command's name to mean this stack again: " --stage prod", or "" */
    int64_t started, deadline; /* in the surroundings' time */
};

void operation_say(struct operation *, const char *format, ...) __attribute__((format(printf, 2, 3)));
void operation_say_result(struct operation *,
                          const char *result); /* the stack, its region and the time it took */
enum outcome
operation_failed(struct operation *);       /* AWS's last error becomes a finding, unless it was a signal */
bool operation_stopped(struct operation *); /* whether a signal asked to end before anything was changed */
/* Sleeps until the next look. OUTCOME_DONE, or _STOPPED or _TIMEOUT, which is then a finding. */
enum outcome operation_wait(struct operation *, const char *what);
/* Where the template's resource, or one property of it (NULL: none), was written; of no file when it is not
 * in it. */
struct place operation_place(const struct operation *, const char *id, const char *property);
#endif
