/* What is longer than the screen goes through a pager, as with git. */
#ifndef CFGEN_PAGER_H
#define CFGEN_PAGER_H
#include "base/surroundings.h"
#include <stdio.h>

/* False: nothing was written, as `out` is no terminal, all fits on it, or the user wants no pager:
 * CFGEN_PAGER, else PAGER, is empty or `cat`. Default: less. */
bool pager_show(FILE *out, const struct surroundings *, const void *bytes, size_t size);
#endif
