/* Everything that a description may have. It links all kinds, so only what stands above them includes it;
 * others go through the catalog that their template has. */
#ifndef TEMPLATES_CATALOG_H
#define TEMPLATES_CATALOG_H
#include "templates/core/kind.h"

extern const struct catalog_entry catalog[]; /* in the order they are written; the last has no kind */
extern const struct form service_form;
#endif
