/* The URL of a function, without an API. A URL without IAM authorization needs two permissions for everyone.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
#ifndef TEMPLATES_FUNCTIONS_URL_H
#define TEMPLATES_FUNCTIONS_URL_H
#include "templates/functions/function.h"
#include "templates/wiring/call.h"

extern const struct form function_url_form;
bool url_is_on(const struct function_url *);
void url_write(struct template *, const struct bound_function *);
#endif
