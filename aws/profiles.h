/* The config and credentials files that AWS's tools share.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 * Findings name file and line, never the line's text: it may be a secret. */
#ifndef AWS_PROFILES_H
#define AWS_PROFILES_H
#include "base/diag.h"
#include "base/node.h"
#include "base/surroundings.h"

struct profiles {
    const char *config_path, *credentials_path;
    /* By section: `default`, the profile's name, `services NAME`, `sso-session NAME`. A key that holds
     * indented lines is a map of them. NULL: no such file. */
    struct node *config, *credentials;
};

/* Where the environment says that they are. False after a finding. */
bool profiles_read(struct profiles *, struct diags *, const struct surroundings *);
const char *profiles_word(const struct profiles *, const char *profile,
                          const char *key); /* credentials' first */
#endif
