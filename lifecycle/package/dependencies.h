/* The packages that an artifact's requirements need, from the cache or by pip. */
#ifndef LIFECYCLE_PACKAGE_DEPENDENCIES_H
#define LIFECYCLE_PACKAGE_DEPENDENCIES_H
#include "base/zip.h"
#include "lifecycle/package/package.h"

/* Their files, packed, as DISTRIBUTION/path; what the runtime has is left out, with a note. False after
 * findings. */
bool dependencies_find(struct packaging *, const struct artifact *, struct zip_entries *);
#endif
