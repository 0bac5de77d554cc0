/* Archive tiers of the storage class intelligent, for objects that are not read for long. An archived object
 * must be restored before it can be read.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html */
#ifndef TEMPLATES_BUCKETS_BUCKET_TIERING_H
#define TEMPLATES_BUCKETS_BUCKET_TIERING_H
#include "templates/buckets/bucket.h"

extern const struct form tiering_form;
void bucket_tiering_write(struct template *, const struct bucket *, struct node *properties);
#endif
