/* What was costly to get and can be got again, in the user's cache folder. A digest stands behind each file:
 * what does not match it was never there. It shows damage, not who wrote a file, and so the folder must be
 * the user's own. */
#ifndef LIFECYCLE_PACKAGE_CACHE_H
#define LIFECYCLE_PACKAGE_CACHE_H
#include "base/diag.h"
#include "base/surroundings.h"

/* Adds a finding where others can write to the folder: it is not used. */
void cache_check(struct diags *, const struct surroundings *);
bool cache_read(struct arena *, const struct surroundings *, const char *name, struct bytes *);
void cache_write(struct arena *, const struct surroundings *, const char *name, struct bytes);
#endif
