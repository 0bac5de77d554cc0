/* A kind of thing that a service has: tables, queues, buckets, functions. Everything about one kind is in its
 * file: rows, verbs that access may name, what access puts into the environment, and how it is written. */
#ifndef TEMPLATES_KIND_H
#define TEMPLATES_KIND_H
#include "service/field.h"
#include "templates/template.h"

struct verb {
    const char *name;
    const char *actions;   /* blank-separated */
    const char *resources; /* blank-separated; @ stands for the thing's ARN */
};

struct kind {
    const char *section, *suffix; /* `tables`, `Table` */
    const struct form *form;      /* of one; its struct begins with struct item */
    const struct verb *verbs;     /* of a name there may be several; ends with no name */
    const char *variable;         /* what access adds to the environment: NAME and this */
    const char *attribute;        /* and its value: an attribute, or NULL for Ref */
    void (*write)(struct template *, const void *item);
};

/* What every named thing begins with. */
struct item {
    const struct node *from;
    struct text key; /* the user's own */
    struct text was; /* the key it had before */
};
#define ITEM_FIELDS(owner)                                                                                   \
    { KEYED("(key)", owner, item.key) },                                                                     \
    {                                                                                                        \
        KEYED("was", owner, item.was),                                                                       \
            .about = "The key before it was renamed: the resource stays the same."                           \
    }

struct item_array { /* one section of a service */
    const struct kind *kind;
    const struct item *first;
};

extern const struct kind *const kinds[]; /* in the order they are written; ends with NULL */
#define KIND(name, section)                                                                                  \
    extern const struct kind name##_kind;                                                                    \
    extern const struct form name##_form;
#include "templates/kinds.def"
#undef KIND

const struct item *kind_next(const struct kind *, const struct item *); /* NULL after the last */
const char *item_id(struct template *, const struct kind *, const struct item *);
#endif
