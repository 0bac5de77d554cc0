/* Simple Storage Service, one function a call. Every call but the one that makes a bucket names the account
 * that must own it, so that a bucket of somebody else's with a guessed name gets nothing. False leaves
 * aws->error.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
#ifndef AWS_S3_H
#define AWS_S3_H
#include "aws/client.h"

struct bucket {
    const char *name, *owner; /* owner: an account's number */
};

struct upload {
    const char *key, *type; /* type: its Content-Type */
    struct bytes content;
    const char *cache; /* its Cache-Control; NULL: none */
};

enum { S3_AT_ONCE = 8 };

bool s3_bucket_find(struct aws *, struct arena *, const struct bucket *);
bool s3_bucket_create(struct aws *, struct arena *, const struct bucket *);
bool s3_bucket_delete(struct aws *, struct arena *, const struct bucket *);
/* What hangs on a bucket, as ?versioning, ?policy …: content XML or JSON. */
bool s3_bucket_put(struct aws *, struct arena *, const struct bucket *, const char *part, const char *action,
                   const char *content);
bool s3_bucket_policy(struct aws *, struct arena *, const struct bucket *, bool *has);
/* Whether each object is there, `there` one flag a key. */
bool s3_objects_find(struct aws *, struct arena *, const struct bucket *, const char *const *keys,
                     size_t count, bool *there);
bool s3_objects_put(struct aws *, struct arena *, const struct bucket *, const struct upload *, size_t count);
const struct node *s3_objects_list(struct aws *, struct arena *,
                                   const struct bucket *); /* a map of keys to their ETags */
/* The last `size` bytes of an object, or all of a smaller one. */
bool s3_object_end(struct aws *, struct arena *, const struct bucket *, const char *key, size_t size,
                   struct bytes *);
bool s3_objects_delete(struct aws *, struct arena *, const struct bucket *, const char *const *keys,
                       size_t count);
bool s3_bucket_empty(struct aws *, struct arena *, const struct bucket *,
                     long *deleted); /* every version of every object */
const char *s3_location(struct aws *, struct arena *, const struct bucket *,
                        const char *key); /* a URL for CloudFormation */
#endif
