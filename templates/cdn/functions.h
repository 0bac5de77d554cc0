/* Code at CloudFront: functions of its own, from files, and Lambda functions that are edge: true. At viewers'
 * side a behavior has the one or the other.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions.html */
#ifndef TEMPLATES_CDN_FUNCTIONS_H
#define TEMPLATES_CDN_FUNCTIONS_H
#include "templates/cdn/distribution.h"

/* What runs at viewers' and origins' side, into the default behavior. */
void cdn_functions_write(struct distribution *, struct node *behavior);
/* A CloudFront function of this code; gives back its ARN. */
struct node *cdn_function_write(struct distribution *, const char *name, const char *what, const char *code,
                                struct place);
void cdn_function_associate(struct node *behavior, const char *event, struct node *arn);
#endif
