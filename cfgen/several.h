/* The stacks of a service that a command goes through one after the other, each with its own session, and
 * what the live ones give each other. A service in one region has one. */
#ifndef CFGEN_SEVERAL_H
#define CFGEN_SEVERAL_H
#include "cfgen/load.h"
#include "cfgen/remote.h"

struct member {
    struct operation *operation;  /* NULL until it is asked for */
    const struct node *live;      /* as AWS describes it; NULL: it is not there, or it has not been read */
    bool is_read, started, waits; /* waits: replication is still to be switched on */
    enum outcome outcome;         /* once started */
};

struct several {
    struct run *run;
    const struct service_options *service;
    const struct remote *remote;
    const char *timeout;
    struct stack *stacks;
    int count;
    const char *only;       /* the region that is asked for, of several; NULL: all */
    struct member *members; /* one a stack */
};

/* Of all these stacks of load_stacks(), or of the one in the region that is asked for. NULL after findings.
 */
struct several *several_new(struct run *, const struct service_options *, const struct remote *,
                            const char *timeout, struct stack *);
const struct stack *several_stack(const struct several *, int);
bool several_chosen(const struct several *, int); /* not left out by --region */
/* NULL after findings, or after telling a misuse: then the command ends with `code`. */
struct operation *several_operation(struct several *, int, enum exit_code *code);
/* The values that its parameters take from the others, into `known`; findings for those that are not there.
 */
enum outcome several_imports(struct several *, int, struct node *known);
/* Reads the description again with these values, since logical ids depend on them; false after findings. */
bool several_reload(struct several *, int, const struct node *known);
const char *several_result(const struct member *); /* what became of it, in words */
void several_table(const struct several *);        /* how each ended, when there are several */
#endif
