/* Inside stacks/: lists whose order AWS does not keep. */
#ifndef STACKS_DIFF_CANONICAL_SET_H
#define STACKS_DIFF_CANONICAL_SET_H
#include "templates/schema/schema.h"

/* A path of a property as schemas have it, `A.*.B`. */
bool canonical_is_set(struct schemas *, const char *type, const char *path);
void canonical_sort(struct node *list); /* by the items' JSON */
#endif
