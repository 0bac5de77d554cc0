/* Which commits a comparison is about, for whoever reads it later. */
#ifndef CFGEN_DIFF_ORIGIN_H
#define CFGEN_DIFF_ORIGIN_H
#include "cfgen/command.h"
#include "stacks/diff.h"

/* What the command line calls the sides: a revision, a file, or NULL. Where neither is a revision and nothing
 * is `live`, or there is no repository, nothing is told. */
void origin_tell(struct run *, struct diff *first, const char *before, const char *after, bool live);
#endif
