/* The names of buckets that notify: known before anything is written, since all must refer to them alike. */
#ifndef TEMPLATES_WIRING_NOTIFYING_H
#define TEMPLATES_WIRING_NOTIFYING_H
#include "templates/core/kind.h"

/* The name of a bucket that notifies; NULL: CloudFormation names it. `written` is what the user wrote. */
struct node *notifying_name(struct template *, const struct item *bucket, const struct text *written);
/* What such a name begins with, before account, region and `an`. */
const char *notifying_prefix(struct template *, const struct item *bucket);
#endif
