/* A DAX cluster in front of a table, in the network of the functions that use it. Only they can reach it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.html */
#ifndef TEMPLATES_TABLES_TABLE_DAX_H
#define TEMPLATES_TABLES_TABLE_DAX_H
#include "templates/tables/table.h"

extern const struct form dax_form;
/* The cache in front of the table; NULL and nothing, of who uses it, where there is none. */
void dax_write(struct template *, const struct table *);
struct node *dax_value(struct template *, const void *table); /* where code finds it */
void dax_allow(struct template *, struct node *statements, const char *actions, const void *table);
#endif
