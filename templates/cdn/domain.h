/* Custom domains of a distribution: the certificate, which must be in us-east-1, and the records. */
#ifndef TEMPLATES_CDN_DOMAIN_H
#define TEMPLATES_CDN_DOMAIN_H
#include "templates/cdn/distribution.h"

void cdn_domain_write(struct distribution *);
/* The certificate of the domain lives where CloudFront looks for it, maybe in a stack of its own. */
bool cdn_certificate_is_in_template(const struct template *, const struct cdn *);
void cdn_certificate_write(struct template *, const struct cdn *);
#endif
