/* npm, asked for the packages of a lock: those of development are left out, no script of a package runs, and
 * what differs by machine is taken for Lambda's. */
#ifndef LIFECYCLE_PACKAGE_NPM_H
#define LIFECYCLE_PACKAGE_NPM_H
#include "lifecycle/package/package.h"

/* A zip of the packages as npm/node_modules/…; false after findings. */
bool npm_install(struct packaging *, const struct artifact *, struct bytes *zip);
#endif
