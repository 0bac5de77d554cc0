/* What archives were made of the last time, kept in the user's cache folder by stack, so that a changed key
 * can be explained by the files and requirements that changed it. */
#ifndef LIFECYCLE_PACKAGE_MANIFEST_H
#define LIFECYCLE_PACKAGE_MANIFEST_H
#include "base/node.h"
#include "templates/code/artifact.h"

struct manifest_change {
    struct manifest_change *next;
    char sign;        /* + added, - removed, ~ changed */
    const char *what; /* a path, a requirement, a runtime or an architecture */
};

/* The archives of a stack as they were; NULL: never kept. */
const struct node *manifest_read(struct arena *, const struct surroundings *, const char *stack);
void manifest_write(struct arena *, const struct surroundings *, const char *stack,
                    const struct artifact *first);
/* What sets the artifact apart from its last archive; NULL: nothing, or there was none. */
const struct manifest_change *manifest_compare(struct arena *, const struct node *before,
                                               const struct artifact *);
#endif
