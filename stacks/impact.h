/* Inside stacks/: how bad a difference is. impacts.def has what no schema says. */
#ifndef STACKS_IMPACT_H
#define STACKS_IMPACT_H
#include "stacks/diff.h"

bool impact_holds_data(const char *type); /* whether a resource of the type holds what cannot be made again */
/* Sets impact, certainty and reason of a row from its path and values; its replacement is known. */
void impact_row(const struct changed *, struct difference *);
/* Sets fate, impact and certainty of the whole from its rows. */
void impact_changed(struct changed *);
#endif
