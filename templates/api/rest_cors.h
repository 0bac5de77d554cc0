/* Cross-origin requests: preflights are answered by API Gateway itself; the functions' own answers must carry
 * Access-Control-Allow-Origin. https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
 */
#ifndef TEMPLATES_API_REST_CORS_H
#define TEMPLATES_API_REST_CORS_H
#include "templates/api/rest.h"

void rest_cors_write(struct template *, struct api *);
struct node *rest_origin(struct template *); /* the first, quoted as mappings of headers want it */
#endif
