/* Origins of a distribution: a private bucket that only the distribution may read, another host, or the
 * service's API. */
#ifndef TEMPLATES_CDN_ORIGINS_H
#define TEMPLATES_CDN_ORIGINS_H
#include "templates/cdn/distribution.h"

/* Each adds an origin unless it is there, and gives back its id. */
const char *cdn_bucket_origin(struct distribution *, const struct reference *bucket);
const char *cdn_custom_origin(struct distribution *, const struct text *);
const char *cdn_api_origin(struct distribution *);
#endif
