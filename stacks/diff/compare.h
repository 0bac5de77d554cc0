/* Inside stacks/: the rows in which two canonical values differ. */
#ifndef STACKS_DIFF_COMPARE_H
#define STACKS_DIFF_COMPARE_H
#include "stacks/diff/diff.h"

struct comparison {
    struct arena *arena;
    struct schemas *schemas;
    const char *type; /* of the resource; "" elsewhere */
    struct changed *into;
    bool in_text; /* in JSON that is the text of the property, of which schemas know nothing */
};

/* Adds a row for each part that differs; `before` or `after` may be NULL. `property` is NULL outside of
 * Properties. */
void compare(const struct comparison *, const char *path, const char *property, const struct node *before,
             const struct node *after);
void compare_append(struct changed *, struct difference *); /* behind its rows */
struct difference *compare_add(const struct comparison *, const char *path, const char *property,
                               const struct node *before, const struct node *after);
/* What must be there first: two lists of logical ids without an order; either may be NULL. */
void compare_depends(const struct comparison *, const struct node *before, const struct node *after);
#endif
