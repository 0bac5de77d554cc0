/* Names that users give to resources are taken once: CloudFormation creates the second only to fail, and
 * rolls back. */
#ifndef TEMPLATES_CORE_UNIQUE_H
#define TEMPLATES_CORE_UNIQUE_H
#include "templates/core/template.h"

void unique_check(struct template *);
#endif
