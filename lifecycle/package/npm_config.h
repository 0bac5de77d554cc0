/* The configuration of npm: the user's own counts. Of the repository's only the registries of scopes do, and
 * only those that the user's own knows. https://docs.npmjs.com/cli/configuring-npm/npmrc */
#ifndef LIFECYCLE_PACKAGE_NPM_CONFIG_H
#define LIFECYCLE_PACKAGE_NPM_CONFIG_H
#include "lifecycle/package/package.h"

/* The variables that npm gets: its own, and those that the user's .npmrc names. `folder` is the repository's,
 * whose files name none. */
const char *const *npm_config_names(struct packaging *, const char *folder);
/* The .npmrc for npm's folder, from that of the repository's; "": nothing of it counts. */
const char *npm_config_text(struct packaging *, const char *folder);
#endif
