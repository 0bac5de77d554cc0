/* Checks that each reference in a template has a target, and that no resources depend on each other in a
 * circle. */
#ifndef TEMPLATES_CORE_REFERENCES_CHECK_H
#define TEMPLATES_CORE_REFERENCES_CHECK_H
#include "templates/core/template.h"

/* A finding for each reference to what the template does not have, and for a circle of resources. */
void references_check(struct template *);
#endif
