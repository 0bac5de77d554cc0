/* A kind of thing that a service has: tables, queues, buckets, functions. Everything about one kind is in its
 * file: rows, verbs that access may name, what access puts into the environment, and how it is written. */
#ifndef TEMPLATES_KIND_H
#define TEMPLATES_KIND_H
#include "service/field.h"
#include "templates/arn.h"
#include "templates/template.h"

/* Which kind a thing is of. The ids follow kinds.def, and naming one links nothing of its kind. */
enum kind_id {
    KIND_none, /* in no section: the connections of the websocket API */
#define KIND(name, section) KIND_##name,
#include "templates/kinds.def"
#undef KIND
};

struct verb {
    const char *name;
    const char *actions; /* blank-separated */
    const char
        *resources; /* blank-separated; @ stands for the thing's ARN, + for the one that .beside gives */
};

struct kind {
    enum kind_id id;
    const char *section, *suffix;                /* `tables`, `Table` */
    const struct form *form;                     /* of one; its struct begins with struct item */
    const struct verb *verbs;                    /* of a name there may be several; ends with no name */
    const char *variable;                        /* what access adds to the environment: NAME and this */
    const char *attribute;                       /* and its value: an attribute, or NULL for Ref */
    const char *arn;                             /* the attribute that is its ARN; NULL: Arn */
    const struct text *(*key)(const void *item); /* the customer key that its contents are encrypted with */
    /* What the ARN of its replica in this template's region begins with, before its name; NULL, also as what
     * it gives: there is none. */
    const char *(*replica)(struct template *, const void *item);
    /* Its ARN in a template that does not have it; NULL, also as what it gives: the one that the stack tells
     * that has it. */
    struct node *(*abroad)(struct template *, const void *item);
    struct node *(*name)(
        struct template *,
        const void *item); /* its physical name, where others must not refer to it; or NULL */
    const char *named;     /* what its ARN then begins with, before the name */
    struct node *(*value)(struct template *,
                          const void *item); /* in place of the attribute, where it takes more to say */
    struct node *(*value_elsewhere)(struct template *,
                                    const struct node *arn); /* of what exists elsewhere; NULL: its ARN */
    /* Another ARN that some of its verbs are about, from its own. */
    struct node *(*beside)(struct arena *, const struct node *arn);
    bool tells_arn; /* what access adds is its ARN, which Ref is too; with .name, made of it */
    bool (*tells)(const void *item); /* whether access adds the variable; NULL: it does */
    bool apart;                      /* it may have the name of another thing, which access then means */
    /* Allows it where no ARN stands for the thing; NULL: its verbs say all. */
    void (*grant)(struct template *, struct node *statements, const void *item);
    /* What stands in front of it, in a network: what access adds to the environment besides, NAME and this,
     * its value (NULL: there is none here), and what allows the same blank-separated actions there. */
    const char *front_variable;
    struct node *(*front_value)(struct template *, const void *item);
    void (*front_allow)(struct template *, struct node *statements, const char *actions, const void *item);
    bool (*here)(const struct template *,
                 const void *item); /* whether this template has it; NULL: those of every region have */
};

/* What every named thing begins with. */
struct item {
    const struct node *from;
    const struct kind *kind; /* set when names are read, before anything is resolved or written */
    struct text key;         /* the user's own */
    struct text was;         /* the key it had before */
    struct text arn;         /* it exists elsewhere: nothing is made for it */
};
#define ITEM_FIELDS(owner)                                                                                   \
    { KEYED("(key)", owner, item.key) },                                                                     \
    {                                                                                                        \
        KEYED("was", owner, item.was),                                                                       \
            .about = "The key before it was renamed: the resource stays the same."                           \
    }
/* Of kinds whose things may exist elsewhere; their forms say .instead = "arn". */
#define ELSEWHERE_FIELD(owner)                                                                               \
    {                                                                                                        \
        KEYED("arn", owner, item.arn),                                                                       \
            .elsewhere = true,                                                                               \
            .about = "The ARN of what exists elsewhere: nothing is made, and access and events may name it." \
    }

extern const struct kind *const kinds[]; /* in the order they are written; ends with NULL */
#define KIND(name, section)                                                                                  \
    extern const struct kind name##_kind;                                                                    \
    extern const struct form name##_form;                                                                    \
    void name##_write(struct template *, const void *item);
#include "templates/kinds.def"
#undef KIND

bool item_is(const struct item *, enum kind_id); /* NULL is of no kind */
/* The same of a thing by its name; NULL, where a name leads nowhere, is of none. */
const struct kind *named_kind(const struct named *);
bool named_is(const struct named *, enum kind_id);
struct item *kind_next(const struct kind *, struct item *); /* NULL after the last */
const char *item_id(struct template *, const struct item *);
bool item_is_here(const struct template *, const struct item *); /* written into this template */
/* How others refer to a thing, wherever it is: its ARN, and what access puts into the environment. */
struct node *item_arn(struct template *, const struct item *);
struct node *item_value(struct template *, const struct item *);
struct node *reference_arn(struct template *,
                           const struct reference *); /* of a name, an ARN or an intrinsic function */
bool reference_leads(const struct reference *); /* somewhere: else nothing is written, or it has been said */
/* AlertsTopic; of what is not the service's, `what` and a hash of what is said of it. */
const char *reference_id(struct template *, const struct reference *, const char *what);
#endif
