/* Versions of functions, for those that events call by an alias. A version is immutable: its logical id
 * carries the fingerprint of what it publishes. */
#ifndef TEMPLATES_WIRING_VERSION_H
#define TEMPLATES_WIRING_VERSION_H
#include "templates/wiring/call.h"

struct version {
    struct version *next;
    const char *id;       /* of the function, without its suffix */
    const char *resource; /* its id, when it is written */
    struct place place;
    bool edge;
};

const struct version *version_first(const struct template *); /* NULL: there is none */
void version_add(struct template *, const struct bound_function *);
void versions_write(struct template *); /* when all properties are final: overrides count too */
#endif
