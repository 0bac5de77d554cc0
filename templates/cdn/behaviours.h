/* Which paths lead to which origin, and how. */
#ifndef TEMPLATES_CDN_BEHAVIOURS_H
#define TEMPLATES_CDN_BEHAVIOURS_H
#include "templates/cdn/distribution.h"

void cdn_behaviours_write(struct distribution *); /* and the origins that they lead to */
#endif
