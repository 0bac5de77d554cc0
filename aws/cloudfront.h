/* CloudFront, which has one address for all regions.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html */
#ifndef AWS_CLOUDFRONT_H
#define AWS_CLOUDFRONT_H
#include "aws/client.h"

/* Makes a distribution forget what it has cached; `reference` is of this time only. */
bool cloudfront_invalidate(struct aws *, struct arena *, const char *distribution, const char *reference);
#endif
