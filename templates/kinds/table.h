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

struct table_index {
    const struct node *from;
    struct text name;
    struct key key;
    struct text project;
    struct text *include;
};

struct backups {
    const struct node *from;
    struct text recovery, plan;
    struct days keep;
};

struct dax {
    const struct node *from;
    struct text type;
    struct integer nodes;
    struct seconds ttl;
    struct any subnets;
};

struct table {
    struct item item;
    struct text name, ttl, stream, encryption, class, *replicas;
    struct key key;
    struct table_index *indexes, *localIndexes;
    struct capacity capacity;
    struct backups backups;
    struct dax dax;
    struct flag protect, insights;
    struct reference kinesis;
    struct any policy;
};

extern const struct form key_form, capacity_form, backups_form, dax_form;

#define TABLE_READ                                                                                           \
    "dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:Scan dynamodb:ConditionCheckItem"
#define TABLE_WRITE "dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem"

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

/* The table's own region and the further ones, each with what belongs to a replica. */
void replicas_write(struct template *, const struct table *, struct node *properties);
void backups_write(struct template *, const struct table *); /* the plan by which AWS Backup copies it */

/* The cache in front of the table; NULL and nothing, of who uses it, where there is none. */
void dax_write(struct template *, const struct table *);
struct node *dax_value(struct template *, const void *table); /* where code finds it */
void dax_allow(struct template *, struct node *statements, const char *actions, const void *table);

#endif
