/* What a deployment is doing, on standard error: a table that is drawn again on a terminal, else one line for
 * each change of a resource's state, which pipelines fold by stack. */
#ifndef CFGEN_PROGRESS_H
#define CFGEN_PROGRESS_H
#include "cfgen/command.h"
#include "lifecycle/operation.h"

struct logging {
    const char *log, *events;
};
extern const struct option logging_options[];

/* `logging` NULL: the default. Returns NULL after a finding. */
const struct progress *progress_new(struct run *, const struct logging *);
#endif
