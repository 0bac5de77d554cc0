/* Who may call a route: security schemes and the authorizers behind them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 */
#ifndef TEMPLATES_API_REST_AUTH_H
#define TEMPLATES_API_REST_AUTH_H
#include "templates/api/rest.h"

/* What a route adds to its operation. */
void rest_auth_route(struct template *, struct api *, const struct route_of *, struct node *operation);
bool rest_is_guarded(struct template *, const struct route_of *);
bool rest_is_signed(const struct template *, const struct route_of *);
/* The headers by which it knows who calls; the first without a value ends them. */
const struct text *rest_identity(struct template *, const struct route_of *);
void rest_auth_check(struct template *, const struct api *); /* when all routes are known */
#endif
