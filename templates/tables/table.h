/* Tables: the description of one. */
#ifndef TEMPLATES_TABLES_TABLE_H
#define TEMPLATES_TABLES_TABLE_H
#include "templates/core/kind.h"

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

#define TABLE_READ                                                                                           \
    "dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:Scan dynamodb:ConditionCheckItem"
#define TABLE_WRITE "dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem"
#endif
