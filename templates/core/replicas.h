/* `replicas: all`, or regions by name: replicas of tables and secrets that AWS keeps. The resource and its
 * list of replicas are in the template of the primary region. */
#ifndef TEMPLATES_CORE_REPLICAS_H
#define TEMPLATES_CORE_REPLICAS_H
#include "templates/core/template.h"

/* The further regions, each once, as a list of texts; it may be empty. `written` ends with none written. */
struct node *replica_regions(struct template *, const struct text *written);
bool replicas_have(struct template *, const struct text *written, const char *region);
/* A customer key as a replica in the region calls it. A key has one region, unless it is an alias or a key of
 * several regions (mrk-…): else a finding. */
struct node *replica_key(struct template *, const struct text *key, const char *region);
#endif
