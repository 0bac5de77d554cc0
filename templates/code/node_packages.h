/* What a Node.js function needs beside its own files: the packages of package-lock.json, where nobody has
 * installed them into its folder. */
#ifndef TEMPLATES_CODE_NODE_PACKAGES_H
#define TEMPLATES_CODE_NODE_PACKAGES_H
#include "templates/code/artifact.h"

/* Finds the lock of a function's packages, in its folder or, where `code` does not name that, above it. */
void node_packages_find(struct artifacts *, struct artifact *, const struct artifact_source *);
#endif
