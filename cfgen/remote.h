/* What the commands that talk to AWS share: their options, the session, and how outcomes become exit codes.
 */
#ifndef CFGEN_REMOTE_H
#define CFGEN_REMOTE_H
#include "cfgen/command.h"
#include "lifecycle/operation.h"

struct remote {
    const char *profile, *endpoint_url, *network_timeout;
};
extern const struct option remote_options[];

/* A session in the stack's region. NULL after findings, or after telling a misuse: then the command ends with
 * `code`. */
struct operation *remote_operation(struct run *, const struct remote *, const struct stack *,
                                   const char *timeout, enum exit_code *code);
/* The same, beside one that there is already for another stack of the service. */
struct operation *remote_sibling(struct run *, const struct remote *, const struct operation *,
                                 const struct stack *, enum exit_code *code);
enum exit_code remote_exit(const struct operation *, enum outcome);
/* 90, 500ms, 30s, 10m, 2h: a bare number is seconds. -1: none of these. */
int64_t remote_milliseconds(const char *text);
#endif
