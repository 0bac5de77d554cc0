/* Secret parameters in a finished template: none may stand where everyone can read it. */
#ifndef TEMPLATES_CORE_EXPOSURE_H
#define TEMPLATES_CORE_EXPOSURE_H
#include "templates/core/template.h"

/* A finding for each in an output, a name, a tag, a description, metadata, a mapping or a dashboard, however
 * it is referred to. */
void exposure_check(struct template *);
#endif
