/* What exists elsewhere is known by its ARN alone; programs ask for a table by its name and for a queue by
 * its URL, which the ARN tells. */
#ifndef TEMPLATES_WIRING_ELSEWHERE_H
#define TEMPLATES_WIRING_ELSEWHERE_H
#include "templates/core/kind.h"

/* The name that an ARN ends with. */
struct node *elsewhere_name(struct template *, const struct node *arn);       /* …:NAME */
struct node *elsewhere_table_name(struct template *, const struct node *arn); /* …:table/NAME */
struct node *elsewhere_queue_url(struct template *, const struct node *arn);
/* An ARN whose last part, `${Name}` here, is that of another. */
struct node *elsewhere_local_arn(struct template *, const char *arn_format, const struct node *arn);
#endif
