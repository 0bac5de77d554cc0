/* Which paths lead to which origin, and how. */
#ifndef TEMPLATES_CDN_BEHAVIORS_H
#define TEMPLATES_CDN_BEHAVIORS_H
#include "templates/cdn/distribution.h"

void cdn_behaviors_write(struct distribution *); /* and the origins that they lead to */
#endif
