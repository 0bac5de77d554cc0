/* Lambda@Edge: CloudFront calls a numbered version in us-east-1. Versions are retained, since AWS deletes
 * their replicas hours later. A setting that such functions do not support is a finding; one that comes from
 * defaults alone is left out.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 */
#ifndef TEMPLATES_FUNCTIONS_EDGE_H
#define TEMPLATES_FUNCTIONS_EDGE_H
#include "templates/wiring/call.h"

bool function_is_in_template(const struct template *, const void *item); /* or in the stack of the edge */
/* The ARN of a numbered version of a function that is edge: true, for CloudFront; NULL where there is none.
 */
struct node *function_edge_version(struct template *, const struct function *);
/* Without what none has there; `form` is that of functions. */
const struct function *edge_function(struct template *, const struct form *, const struct function *);
void edge_logs_write(struct template *, const struct bound_function *);
#endif
