/* Deletes a stack. A stateful resource is deleted only when it is named or the template deletes it in so many
 * words: the rest of it is kept, and how to delete it later is told. */
#ifndef LIFECYCLE_REMOVE_H
#define LIFECYCLE_REMOVE_H
#include "lifecycle/inventory.h"

struct removal {
    const char *stack; /* its id; NULL: there is nothing to remove */
    const char *state; /* in which it was when the inventory was made */
    struct inventory inventory;
    bool moving; /* it is being removed already */
};

/* What would happen when the resources of these names, keys or logical ids, may be lost with their data; ends
 * with NULL, may be NULL. */
enum outcome removal_plan(struct operation *, struct removal *, const char *const *names);
/* A finding if no stateful resource of any of them has the name; false then. */
bool removal_check_names(struct operation *, const struct removal *, size_t count, const char *const *names);
enum outcome removal_run(struct operation *, const struct removal *);
#endif
