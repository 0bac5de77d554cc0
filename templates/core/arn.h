/* The parts of an ARN, arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, also of one that is an intrinsic
 * function. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
#ifndef TEMPLATES_CORE_ARN_H
#define TEMPLATES_CORE_ARN_H
#include "base/node.h"

enum arn_part { ARN_PARTITION = 1, ARN_SERVICE, ARN_REGION, ARN_ACCOUNT, ARN_RESOURCE };

const char *arn_part(struct arena *, const char *arn, enum arn_part); /* NULL: the ARN has no such part */
/* A part of a text or of an intrinsic function that gives an ARN. */
struct node *arn_select(struct arena *, const struct node *arn, enum arn_part);
/* The name in a resource part such as table/NAME: all that follows its first slash. */
struct node *arn_name(struct arena *, const struct node *arn);
#endif
