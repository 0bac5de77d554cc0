/* A distribution that is being written. */
#ifndef TEMPLATES_CDN_DISTRIBUTION_H
#define TEMPLATES_CDN_DISTRIBUTION_H
#include "templates/cdn/cdn.h"

struct distribution {
    struct template *template;
    const struct cdn *cdn;
    const char *id, *key;        /* SiteDistribution, Site */
    struct node *config;         /* DistributionConfig */
    struct node *origins;        /* of it */
    struct index *bucket_access; /* by the bucket's id: whether it lets the distribution read */
};
#endif
