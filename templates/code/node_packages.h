/* Packages of a Node.js function: those of package-lock.json, unless they are installed in its folder. */
#ifndef TEMPLATES_CODE_NODE_PACKAGES_H
#define TEMPLATES_CODE_NODE_PACKAGES_H
#include "templates/code/artifact.h"

/* Finds the lock of a function's packages, in its folder or, where `code` does not name that, above it. */
void node_packages_find(struct artifacts *, struct artifact *, const struct artifact_source *);
#endif
