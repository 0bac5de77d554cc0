/* The stage of the REST API: its cache, throttling and log.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html
 */
#ifndef TEMPLATES_API_REST_STAGE_H
#define TEMPLATES_API_REST_STAGE_H
#include "templates/api/rest.h"

void rest_cache_route(struct template *, struct api *, const struct route_of *, struct node *operation,
                      struct node *integration);
void rest_stage_write(struct template *, const struct api *);
extern const struct form route_cache_form;
#endif
