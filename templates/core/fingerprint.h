/* A hash of all that an immutable resource depends on, for its logical id: function versions and API
 * deployments are replaced when the hash changes. It covers the properties whose change would replace a
 * resource that is referred to, since the new one has another ARN under the same reference, and the values of
 * parameters. */
#ifndef TEMPLATES_CORE_FINGERPRINT_H
#define TEMPLATES_CORE_FINGERPRINT_H
#include "templates/core/template.h"

const char *fingerprint(struct template *, const struct node *); /* 10 hexadecimal digits */
#endif
