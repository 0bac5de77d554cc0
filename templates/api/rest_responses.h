/* What the gateway itself answers, when no function is asked.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
#ifndef TEMPLATES_API_REST_RESPONSES_H
#define TEMPLATES_API_REST_RESPONSES_H
#include "templates/core/template.h"

struct node *rest_responses(struct template *); /* of the gateway itself; NULL: as AWS has them */
#endif
