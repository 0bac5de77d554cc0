/* From a file to a service: read, its stage laid over it, variables resolved, defaults laid below. */
#ifndef TEMPLATES_DESCRIPTION_H
#define TEMPLATES_DESCRIPTION_H
#include "templates/generate.h"

/* NULL after a finding that leaves nothing; with lesser findings as much as could be read. */
const struct service *description_read(const struct generation *, const char **stage);
#endif
