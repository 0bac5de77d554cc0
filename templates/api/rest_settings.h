/* What an API is beside its routes: from where it is reached, by whom, and in which form. An update by Body
 * takes back what does not stand in it, so all of it stands there too.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html */
#ifndef TEMPLATES_API_REST_SETTINGS_H
#define TEMPLATES_API_REST_SETTINGS_H
#include "templates/core/template.h"

void rest_endpoint_write(struct template *, struct node *properties);
void rest_overrides_follow(struct node *properties); /* the Body says what overrides say of the API */
void rest_extensions_write(struct template *, struct node *document);
#endif
