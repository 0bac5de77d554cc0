/* package.json and package-lock.json of a repository, before npm reads them: what npm would fetch from
 * elsewhere than a registry is a finding, and so is what it could not verify.
 * https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
#ifndef TEMPLATES_CODE_NPM_LOCK_H
#define TEMPLATES_CODE_NPM_LOCK_H
#include "base/diag.h"
#include "base/surroundings.h"

/* The texts stay where findings can quote them. False after findings. */
bool npm_lock_check(struct diags *, const char *file, struct bytes lock);
/* What npm needs of a package.json, as text; NULL after findings. */
const char *npm_package_text(struct arena *, struct diags *, const char *file, struct bytes package);
/* Whether packages may be fetched from this URL: by TLS, or from this machine. */
bool npm_url_is_valid(const char *url);
#endif
