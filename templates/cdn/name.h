/* Names of what belongs to a distribution. */
#ifndef TEMPLATES_CDN_NAME_H
#define TEMPLATES_CDN_NAME_H
#include "templates/cdn/cdn.h"

/* A name that the account must have once only: SERVICE-STAGE-KEY-PART. */
const char *cdn_name(struct template *, const struct cdn *, const char *part);
#endif
