/* What leads to an API's domain name: records in Route 53, and the health check that they fail over by. */
#ifndef TEMPLATES_API_DOMAIN_RECORDS_H
#define TEMPLATES_API_DOMAIN_RECORDS_H
#include "templates/api/domain.h"

void domain_records_write(struct template *, const struct domain *, const struct domain_api *,
                          const char *domain_id);
#endif
