/* Checks that a finished template uses secret parameters only where AWS hides their values. */
#ifndef TEMPLATES_CORE_EXPOSURE_H
#define TEMPLATES_CORE_EXPOSURE_H
#include "templates/core/template.h"

/* Adds a finding for each secret parameter that an output, a name, a tag, a description, metadata, a mapping
 * or a dashboard refers to, directly or through a function. */
void exposure_check(struct template *);
#endif
