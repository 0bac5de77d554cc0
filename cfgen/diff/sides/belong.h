/* A template beside a service of several stacks is compared with the one that it belongs to, by what is in
 * it: a template does not say where it lives. */
#ifndef CFGEN_DIFF_SIDES_BELONG_H
#define CFGEN_DIFF_SIDES_BELONG_H
#include "cfgen/diff/sides/side.h"

/* Leaves only that stack on the side of the service; `region` chooses one, NULL: none is asked for. Where
 * both sides are descriptions, or both templates, nothing is done. False after a finding. */
bool belong(struct run *, struct side *one, struct side *other, const char *region);
#endif
