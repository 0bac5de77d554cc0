/* Cache behaviors: which origin serves a path, and with which policies. */
#ifndef TEMPLATES_CDN_BEHAVIORS_H
#define TEMPLATES_CDN_BEHAVIORS_H
#include "templates/cdn/distribution.h"

void cdn_behaviors_write(struct distribution *); /* and their origins */
#endif
