/* Response headers policies: managed ones, or one with the user's content security policy and headers.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
#ifndef TEMPLATES_CDN_HEADERS_H
#define TEMPLATES_CDN_HEADERS_H
#include "templates/cdn/distribution.h"

void cdn_headers_write(struct distribution *, struct node *behavior, const struct cdn_headers *,
                       const char *words);
#endif
