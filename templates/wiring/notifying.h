/* Names of buckets with notifications. They are fixed before any resource is written, because a reference to
 * such a bucket from what it notifies would be a circle. */
#ifndef TEMPLATES_WIRING_NOTIFYING_H
#define TEMPLATES_WIRING_NOTIFYING_H
#include "templates/core/kind.h"

/* The name of a bucket that notifies; NULL: CloudFormation names it. `written` is what the user wrote. */
struct node *notifying_name(struct template *, const struct item *bucket, const struct text *written);
/* What such a name begins with, before account, region and `an`. */
const char *notifying_prefix(struct template *, const struct item *bucket);
#endif
