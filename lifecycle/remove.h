/* Takes a stack away. What holds data is only lost when it is named or the template deletes it in so many
 * words: the rest of it is kept, and how to delete it later is told. */
#ifndef LIFECYCLE_REMOVE_H
#define LIFECYCLE_REMOVE_H
#include "lifecycle/operation.h"

struct held { /* a resource that holds data, or that the template keeps */
    struct held *next;
    const char *id, *type, *physical;
    bool kept;  /* by the template: CloudFormation leaves it */
    bool named; /* to be lost, by its name or by the template */
};

struct removal {
    const char *stack; /* its id; NULL: there is nothing to remove */
    int resources;
    struct held *held;
    bool moving; /* it is being removed already */
};

/* What would happen when the resources of these names, keys or logical ids, may be lost with their data; ends
 * with NULL, may be NULL. */
enum outcome removal_plan(struct operation *, struct removal *, const char *const *names);
/* A finding where a name means nothing that holds data in any of them; false then. */
bool removal_check_names(struct operation *, const struct removal *, size_t count, const char *const *names);
enum outcome removal_run(struct operation *, const struct removal *);
#endif
