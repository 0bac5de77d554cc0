/* Records in Route 53 for the domain name of an API, and the health check by which they fail over. */
#ifndef TEMPLATES_API_DOMAIN_RECORDS_H
#define TEMPLATES_API_DOMAIN_RECORDS_H
#include "templates/api/domain.h"

void domain_records_write(struct template *, const struct domain *, const struct domain_api *,
                          const char *domain_id);
#endif
