/* What a live stack and those nested in it hold, and what CloudFormation would do to it if the stack were
 * deleted: by the template that is deployed, never by the description. */
#ifndef LIFECYCLE_INVENTORY_H
#define LIFECYCLE_INVENTORY_H
#include "lifecycle/operation.h"

struct held { /* a stateful resource, or one that the template retains */
    struct held *next;
    const char *id; /* logical; of a nested stack: Parent/Table */
    const char *type, *physical;
    bool kept;       /* by the template: CloudFormation leaves it, or a snapshot of it */
    bool snapshot;   /* only a snapshot of it */
    bool named;      /* to be lost, by its name or by the template */
    struct place at; /* in the description; of no file when it is not in it */
};

struct inventory {
    int resources;
    struct held *held;
};

/* OUTCOME_FINDINGS where a deployed template cannot be read: then nothing is known. */
enum outcome inventory_read(struct operation *, struct inventory *, const char *stack);
#endif
