/* How APIs reach a function: they invoke it, or its alias, by an ARN of API Gateway's own.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integrations.html */
#ifndef TEMPLATES_FUNCTIONS_INTEGRATION_H
#define TEMPLATES_FUNCTIONS_INTEGRATION_H
#include "templates/wiring/call.h"

extern const struct compute function_compute;
#endif
