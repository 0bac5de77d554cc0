/* Names that users give to resources are taken once: CloudFormation creates the second only to fail, and
 * rolls back. */
#ifndef TEMPLATES_UNIQUE_H
#define TEMPLATES_UNIQUE_H
#include "templates/template.h"

void unique_check(struct template *);
#endif
