/* What a thing that cannot be changed in place depends on, as a hash for its logical id: versions of
 * functions, deployments of APIs. A replaced resource has another ARN under the same text, so what would
 * replace a resource that is referred to counts too, and so do the values of parameters. */
#ifndef TEMPLATES_CORE_FINGERPRINT_H
#define TEMPLATES_CORE_FINGERPRINT_H
#include "templates/core/template.h"

const char *fingerprint(struct template *, const struct node *); /* 10 hexadecimal digits */
#endif
