/* Access logs, in a bucket of their own: CloudFront writes them with access control lists, which all other
 * buckets disable. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html */
#ifndef TEMPLATES_CDN_LOGS_H
#define TEMPLATES_CDN_LOGS_H
#include "templates/cdn/distribution.h"

void cdn_logs_write(struct distribution *);
#endif
