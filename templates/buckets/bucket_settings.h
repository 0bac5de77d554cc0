/* Further settings of a bucket: CORS, object lock, access logs, inventories.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html */
#ifndef TEMPLATES_BUCKETS_BUCKET_SETTINGS_H
#define TEMPLATES_BUCKETS_BUCKET_SETTINGS_H
#include "templates/buckets/bucket.h"

extern const struct form bucket_cors_form, object_lock_form, access_logs_form, inventory_form, website_form;
/* What is a plain setting; statements of its policy that a setting needs. */
void bucket_settings_write(struct template *, const struct bucket *, struct node *properties,
                           struct node *statements);
#endif
