/* Values of existing resources, which are known by their ARN alone: a table's name and a queue's URL, by
 * which programs call them, are derived from it. */
#ifndef TEMPLATES_WIRING_ELSEWHERE_H
#define TEMPLATES_WIRING_ELSEWHERE_H
#include "templates/core/kind.h"

/* The name that an ARN ends with. */
struct node *elsewhere_name(struct template *, const struct node *arn);       /* …:NAME */
struct node *elsewhere_table_name(struct template *, const struct node *arn); /* …:table/NAME */
struct node *elsewhere_queue_url(struct template *, const struct node *arn);
/* `arn_format` as a Fn::Sub in which `${Name}` is the last part of `arn`. */
struct node *elsewhere_local_arn(struct template *, const char *arn_format, const struct node *arn);
#endif
