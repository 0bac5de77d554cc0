/* Inside stacks/: how bad a difference is. impacts.def has what no schema says. */
#ifndef STACKS_DIFF_IMPACT_H
#define STACKS_DIFF_IMPACT_H
#include "stacks/diff/diff.h"

/* Sets impact, certainty and reason of a row from its path and values; its replacement is known. */
void impact_row(const struct changed *, struct difference *);
/* Sets fate of what ends or is replaced, and what that means. */
void impact_end(struct changed *);
bool impact_is_addressed(const char *type); /* others know such a resource by its address or name */
/* Sets impact and certainty of the whole from its rows. */
void impact_sum(struct changed *);
#endif
