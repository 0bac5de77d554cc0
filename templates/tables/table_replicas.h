/* Settings of each replica of a table: recovery, protection, tags, class, key and read capacity.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html */
#ifndef TEMPLATES_TABLES_TABLE_REPLICAS_H
#define TEMPLATES_TABLES_TABLE_REPLICAS_H
#include "templates/tables/table.h"

/* The table's own region and the further ones, each with what belongs to a replica. */
void replicas_write(struct template *, const struct table *, struct node *properties);
#endif
