/* Custom domain of an API: the certificate, the domain name, its mapping to the API and the records in Route
 * 53, which fail over between two regions.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-custom-domains.html */
#ifndef TEMPLATES_API_DOMAIN_H
#define TEMPLATES_API_DOMAIN_H
#include "service/field.h"

struct template;
struct node;

struct failover {
    const struct node *from;
    struct text health;
};

struct domain {
    const struct node *from;
    struct text name, zone, path, certificate, type;
    struct failover failover;
    struct flag only;
};
extern const struct form domain_form, failover_form;

enum health_access { HEALTH_NO_ROUTE, HEALTH_GUARDED, HEALTH_PUBLIC };

/* An API as its domain sees it. */
struct domain_api {
    const char *id;     /* Api: its stage is ApiStage */
    const char *scheme; /* https or wss */
    const char *path;   /* of its stage: /dev, or nothing */
    bool edge;          /* it may be reached through CloudFront's edges */
    enum health_access (*health_access_of)(
        const struct template *,
        const char *same); /* of the route with this `same`; NULL: the API has no such routes */
};
void domain_write(struct template *, const struct domain *, const struct domain_api *);
void domain_edge_write(struct template *, const struct domain *,
                       const struct domain_api *); /* what must be in EDGE_REGION */
#endif
