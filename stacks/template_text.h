/* The text of a CloudFormation template, as a file, S3 or CloudFormation itself has it: JSON or YAML. */
#ifndef STACKS_TEMPLATE_TEXT_H
#define STACKS_TEMPLATE_TEXT_H
#include "base/diag.h"
#include "base/node.h"
#include "base/surroundings.h"

/* With places in the file of this name. NULL: it is neither; findings go to `diags`. */
struct node *template_read(struct arena *, struct diags *, const char *name, struct bytes text);
#endif
