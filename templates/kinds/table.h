/* The parts of a table: keys and their attributes, and capacity. */
#ifndef TEMPLATES_KINDS_TABLE_H
#define TEMPLATES_KINDS_TABLE_H
#include "templates/kind.h"

struct key {
    const struct node *from;
    struct text partition, sort, partitionType, sortType;
};

struct capacity {
    const struct node *from;
    struct text mode;
    struct text read, write;
    struct percent target;
};

extern const struct form key_form, capacity_form;

/* A table in the making: an attribute has one type in the whole table. */
struct defining {
    struct template *template;
    struct node *attributes; /* AttributeDefinitions */
    struct index *seen;      /* attribute → its definition */
};

struct node *key_schema(struct defining *, const struct key *); /* a KeySchema; its attributes are defined */

bool capacity_is_provisioned(const struct capacity *);
const char *capacity_mode(struct template *, const struct capacity *); /* the BillingMode, after its checks */
/* Autoscaling belongs to the table itself; write capacity of a global table is never a fixed number. */
void capacity_write_units(struct template *, const struct capacity *, struct node *into);
void capacity_read_units(struct template *, const struct capacity *, struct node *into);

#endif
