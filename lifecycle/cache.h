/* What was costly to get and can be got again, in the user's cache folder. A digest stands behind each file:
 * what does not match it was never there. */
#ifndef LIFECYCLE_CACHE_H
#define LIFECYCLE_CACHE_H
#include "base/surroundings.h"

const char *cache_path(struct arena *, const struct surroundings *,
                       const char *name); /* NULL: the user has no home */
bool cache_read(struct arena *, const struct surroundings *, const char *name, struct bytes *);
void cache_write(struct arena *, const struct surroundings *, const char *name, struct bytes);
#endif
