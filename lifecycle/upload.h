/* What CloudFormation must find before it can work: the archives that are not there yet, and a template that
 * is too large to be sent along. They lie in the account's own bucket, cfgen-ACCOUNT-REGION, made when it is
 * absent. */
#ifndef LIFECYCLE_UPLOAD_H
#define LIFECYCLE_UPLOAD_H
#include "lifecycle/operation.h"

enum { TEMPLATE_SENT_ALONG = 51200 }; /* bytes of TemplateBody that CloudFormation takes */

struct uploaded {
    const char *template; /* its text */
    const char *location; /* where it lies; NULL: it is sent along */
    const char *digest;   /* of the text, 64 hexadecimal digits */
};

/* The last bytes of an archive that was uploaded, with the whole of its directory; `at` NULL: it cannot be
 * had. */
struct bytes upload_end(struct operation *, const char *key);
enum outcome upload_all(struct operation *, struct uploaded *);
/* Only the template, and only where it is too large to be sent along; the bucket must be there. */
enum outcome upload_template(struct operation *, struct uploaded *);
#endif
