/* Keys of the API, each with a plan of how much its holder may use.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html */
#ifndef TEMPLATES_API_REST_PLANS_H
#define TEMPLATES_API_REST_PLANS_H
#include "templates/core/template.h"

void rest_plans_write(struct template *);
#endif
