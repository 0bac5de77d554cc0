/* Templates as YAML: CloudFormation's short-form tags where they can stand, and quotes wherever YAML 1.1,
 * which CloudFormation reads, would take a text for something else. */
#ifndef SERVICE_YAML_H
#define SERVICE_YAML_H
#include "base/buffer.h"
#include "base/node.h"

void yaml_print(struct buffer *, const struct node *); /* a map or a list */
#endif
