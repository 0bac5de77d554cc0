/* The bucket for archives and large templates: private, encrypted, versioned, over TLS only, its objects its
 * owner's. */
#ifndef LIFECYCLE_BUCKET_H
#define LIFECYCLE_BUCKET_H
#include "aws/s3.h"
#include "lifecycle/operation.h"

bool bucket_name(struct operation *, struct bucket *); /* what it is called, whether it is there or not */
/* Finds it or makes it; one whose making was cut short is finished. */
enum outcome bucket_prepare(struct operation *, struct bucket *);
#endif
