/* Follows what CloudFormation does with a stack, event by event, until it is at rest. */
#ifndef LIFECYCLE_WATCH_H
#define LIFECYCLE_WATCH_H
#include "lifecycle/operation.h"

struct failed { /* one resource's failure, in order of time */
    struct failed *next;
    const char *id, *type, *status, *reason;
    bool whole; /* of the stack itself */
    bool back;  /* while the stack was going back to what it was */
};

struct watch {
    const char *stack; /* its id: a name is no longer known once the stack is gone */
    const char *known; /* the newest event that is not told any more; NULL: none yet */
    struct resource_state *states;
    struct failed *failed;
    bool back;          /* it is going back to what it was */
    const char *status; /* of the stack, once at rest: DELETE_COMPLETE too when it is gone */
};

bool watch_start(struct operation *, struct watch *, const char *stack); /* from now on; false: aws->error */
enum outcome watch_stack(struct operation *, struct watch *);
#endif
