/* Checks that no two resources have the same physical name: CloudFormation would fail to create the second
 * one and roll back. */
#ifndef TEMPLATES_CORE_UNIQUE_H
#define TEMPLATES_CORE_UNIQUE_H
#include "templates/core/template.h"

void unique_check(struct template *);
#endif
