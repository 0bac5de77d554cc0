/* Inside stacks/rights/: grants in words that people read. */
#ifndef STACKS_RIGHTS_WORDS_H
#define STACKS_RIGHTS_WORDS_H
#include "stacks/rights/graph.h"
#include "stacks/rights/rights.h"

/* Sets who, verb, on, when and condition. `resources` are those of its template. */
void words_set(struct arena *, const struct node *resources, const struct grant *, struct permit *);
#endif
