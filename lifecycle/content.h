/* A bucket's content: what is new in the service's folder goes there, pages last, and CloudFront forgets what
 * it had. */
#ifndef LIFECYCLE_CONTENT_H
#define LIFECYCLE_CONTENT_H
#include "lifecycle/operation.h"

enum outcome
content_check(struct operation *); /* before anything is changed: whether the folders are there */
enum outcome content_upload(struct operation *);
#endif
