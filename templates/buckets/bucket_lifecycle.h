/* Lifecycle rules of objects, and the order of transitions that S3 requires.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
#ifndef TEMPLATES_BUCKETS_BUCKET_LIFECYCLE_H
#define TEMPLATES_BUCKETS_BUCKET_LIFECYCLE_H
#include "templates/buckets/bucket.h"

extern const struct form tier_form;
void bucket_lifecycle_write(struct template *, const struct bucket *, struct node *properties);
#endif
