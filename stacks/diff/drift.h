/* What CloudFormation found to be other than it made it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResourceDrift.html */
#ifndef STACKS_DIFF_DRIFT_H
#define STACKS_DIFF_DRIFT_H
#include "stacks/diff/diff.h"

/* `found` as StackResourceDrifts, `template` what the place of each is looked up in; by logical id. */
struct changed *drift_of(struct arena *, const struct node *found, const struct node *template);
/* Whether there is something that CloudFormation does not look into: the Body of an API, which is its routes.
 */
bool drift_blind(const struct node *template);
#endif
