/* What a failover's health check asks for, where no function of the service answers it: then API Gateway
 * does, which tells that the region has an API that is reached. A function can tell more. */
#ifndef TEMPLATES_API_REST_HEALTH_H
#define TEMPLATES_API_REST_HEALTH_H
#include "templates/api/rest.h"

void rest_health_write(struct template *, struct api *);
#endif
