/* Headers that answers get: AWS's own policies, or one with a content security policy and headers of the
 * user's.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
#ifndef TEMPLATES_CDN_HEADERS_H
#define TEMPLATES_CDN_HEADERS_H
#include "templates/cdn/distribution.h"

void cdn_headers_write(struct distribution *, struct node *behavior, const struct cdn_headers *,
                       const char *words);
#endif
