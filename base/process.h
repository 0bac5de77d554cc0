/* A program run to its end; what it says is captured. */
#ifndef BASE_PROCESS_H
#define BASE_PROCESS_H
#include "base/buffer.h"
#include "base/launch.h"

struct process {
    const char *failure; /* why it could not be run; NULL: it ran */
    const char *ended;   /* why we ended it; NULL: we did not */
    bool interrupted;    /* by a signal to us, which surroundings->wait() gives */
    int status;          /* its exit status, or 128 and the signal that ended it */
    struct buffer *output, *errors;
};

struct process process_run(struct arena *, const struct launch *);
#endif
