/* Replication of objects between the buckets of all regions. A bucket can be replicated to only when it
 * exists and has versioning, so all buckets are created without replication first.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html */
#ifndef TEMPLATES_BUCKETS_BUCKET_REPLICATION_H
#define TEMPLATES_BUCKETS_BUCKET_REPLICATION_H
#include "templates/buckets/bucket.h"

/* The parameter that says whether the buckets of the other regions exist already. */
#define REPLICATION_PARAMETER "ReplicateBuckets"

bool bucket_is_replicated(const struct bucket *);
bool bucket_has_versions(const struct bucket *); /* also because something needs them */
/* Its name, known when the template is written: in this region, or in another one. */
struct node *bucket_name_in(struct template *, const struct bucket *, const char *region);
void bucket_replication_write(struct template *, const struct bucket *, struct resource);
#endif
