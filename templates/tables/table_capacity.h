/* Capacity of a table: on demand, or provisioned units that scale with the load. */
#ifndef TEMPLATES_TABLES_TABLE_CAPACITY_H
#define TEMPLATES_TABLES_TABLE_CAPACITY_H
#include "templates/tables/table.h"

extern const struct form capacity_form;
bool capacity_is_provisioned(const struct capacity *);
const char *capacity_mode(struct template *, const struct capacity *); /* the BillingMode, after its checks */
/* Autoscaling belongs to the table itself; write capacity of a global table is never a fixed number. */
void capacity_write_units(struct template *, const struct capacity *, struct node *into);
void capacity_read_units(struct template *, const struct capacity *, struct node *into);
#endif
