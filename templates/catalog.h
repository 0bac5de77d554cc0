/* All kinds, events and sections of a description. It links all of them, so only the code above them includes
 * it; other code uses the catalog in its template. */
#ifndef TEMPLATES_CATALOG_H
#define TEMPLATES_CATALOG_H
#include "templates/core/kind.h"

extern const struct catalog_entry catalog[]; /* in the order they are written; the last has no kind */
extern const struct form service_form;
#endif
