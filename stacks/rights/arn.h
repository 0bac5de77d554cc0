/* Inside stacks/rights/: one form for the ARNs of a template's own resources. */
#ifndef STACKS_RIGHTS_ARN_H
#define STACKS_RIGHTS_ARN_H
#include "stacks/rights/graph.h"

/* `arn:aws:s3:::${Bucket}/x` as `${Bucket.Arn}/x`: the account and the region of the stack, or none, stand
 * before the name. Others stay. */
const char *arn_plain(const struct reading *, const char *text);
/* What follows the account in an ARN of the stack's own account and region, or of none; NULL: it is no such.
 */
const char *arn_rest(const char *text);
#endif
