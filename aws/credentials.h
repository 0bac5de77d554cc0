/* Who asks, and where: keys, region and addresses from the environment and the shared files, in the order in
 * which AWS's own tools look. https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
#ifndef AWS_CREDENTIALS_H
#define AWS_CREDENTIALS_H
#include "aws/sign.h"
#include "base/diag.h"
#include "base/surroundings.h"

struct identity {
    struct credentials credentials;
    const char *source;       /* where the keys came from, for findings */
    const char *region;       /* NULL: told nowhere */
    struct pairs *endpoints;  /* by service; the name "" stands for all of them */
    const char *certificates; /* NULL: the system's */
};

/* profile NULL: AWS_PROFILE or default. False after a finding. */
bool identity_find(struct identity *, struct diags *, const struct surroundings *, const char *profile);
#endif
