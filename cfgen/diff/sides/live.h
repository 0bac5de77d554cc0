/* The side that is deployed: the templates that CloudFormation has of a service's stacks. */
#ifndef CFGEN_DIFF_SIDES_LIVE_H
#define CFGEN_DIFF_SIDES_LIVE_H
#include "cfgen/diff/sides/side.h"
#include "cfgen/remote.h"
#include "stacks/diff/diff.h"

struct live {
    struct side side;
    struct operation **operations; /* one a stack of the new side */
};

/* As deployed, of the stacks of the new side; one that is not there yet is left out. NULL after findings, or
 * after telling a misuse: then the command ends with `code`. */
struct live *live_read(struct run *, const struct remote *, const struct side *now, enum exit_code *code);
/* What a change set says of the stack at this place of the new side. NULL: it could not be made, of which
 * `aside` has the findings. */
const struct node *live_ask(const struct live *, int at, struct diags *aside);
/* Looks for drift in each stack that is deployed. False after a finding. */
bool live_drift(const struct live *, const struct side *now, struct diff *first);
/* What AWS calls the resources that differ; one that cannot be asked for stays without. */
void live_names(struct run *, const struct live *, const struct side *now, struct diff *first);
#endif
