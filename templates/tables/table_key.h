/* The key schemas of a table and its indexes, and their attribute definitions. */
#ifndef TEMPLATES_TABLES_TABLE_KEY_H
#define TEMPLATES_TABLES_TABLE_KEY_H
#include "templates/tables/table.h"

extern const struct form key_form;
/* A table in the making: an attribute has one type in the whole table. */
struct defining {
    struct template *template;
    struct node *attributes; /* AttributeDefinitions */
    struct index *seen;      /* attribute → its definition */
};
struct node *key_schema(struct defining *, const struct key *); /* a KeySchema; its attributes are defined */
#endif
