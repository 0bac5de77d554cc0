/* A kind of item that a service has, such as a table, queue, bucket or function. The file of a kind holds all
 * about it: its rows, the verbs and environment variables of `access`, and how its resources are written. */
#ifndef TEMPLATES_CORE_KIND_H
#define TEMPLATES_CORE_KIND_H
#include "service/field.h"
#include "templates/core/arn.h"
#include "templates/core/template.h"

/* Which kind a thing is of. The ids follow kinds.def, and naming one links nothing of its kind. */
enum kind_id {
    KIND_none, /* in no section: the connections of the websocket API */
#define KIND(name, section) KIND_##name,
#include "templates/kinds.def"
#undef KIND
};

struct verb {
    const char *name;
    const char *actions;   /* blank-separated */
    const char *resources; /* blank-separated; @ is the thing's ARN, + the related one */
};

/* What one kind is, in groups by who asks. */
struct kind {
    enum kind_id id;
    const char *section, *suffix; /* `tables`, `Table` */
    const struct form *form;      /* of one; its struct begins with struct item */

    /* Whoever refers to a thing: where it is, its ARN, and its value, by which code finds it and which is
     * what Ref gives. */
    struct {
        /* Whether this template has it; NULL: that of each region has. */
        bool (*is_in_template)(const struct template *, const void *item);
        const char *arn_attribute; /* NULL: Arn */
        /* Its physical name, where others must not wait for the resource; NULL, also as what it gives: they
         * refer to it. What its ARN then begins with. */
        struct node *(*physical_name)(struct template *, const void *item);
        const char *arn_prefix;
        /* Its ARN in a template that does not have it; NULL, also as what it gives: an output of its stack.
         */
        struct node *(*remote_arn)(struct template *, const void *item);
        bool value_is_arn; /* also where one of the two above stands for the resource */
        /* The value of what exists elsewhere; NULL: its ARN. */
        struct node *(*value_elsewhere)(struct template *, const struct node *arn);
    } reach;

    /* Access to a thing: the statements and the environment variables that it adds. */
    struct {
        const struct verb *verbs; /* of a name there may be several; ends with no name */
        struct node *(*related_arn)(struct arena *, const struct node *arn); /* from its own */
        /* Adds the statements where no ARN stands for the thing; NULL: its verbs say all. */
        void (*allow)(struct template *, struct node *statements, const void *item);
        bool shares_name; /* with a thing of another kind; the verb tells which one is meant */
        bool own_policy;  /* the thing may have access to whoever has access to it */
        const struct text *(*encryption_key)(const void *item); /* the customer's, of its contents */
        const char *variable;                                   /* NAME and this; NULL: there is none */
        bool (*has_variable)(const void *item);                 /* NULL: it has */
        struct node *(*variable_value)(struct template *, const void *item); /* NULL: its value */
        const char *variable_about;                                          /* for the reference */
        /* What stands in front of it in a network: the same, and what allows the same actions there. */
        struct {
            const char *variable, *variable_about;
            struct node *(*value)(struct template *, const void *item); /* NULL: there is none here */
            void (*allow)(struct template *, struct node *statements, const char *actions, const void *item);
        } proxy;
    } grant;

    /* What delivers to a thing: topics, buckets, rules of EventBridge. */
    struct {
        /* The statements of its resource policy; NULL: it has none, and a role of the sender's lets it in. */
        struct node *(*statements)(struct template *, const void *item);
        const char *action;                                        /* that they allow */
        struct node *(*role)(struct template *, const void *item); /* the ARN of that role */
        bool (*is_fifo)(const void *item);
        const char
            *group_property;     /* of a rule's target, with MessageGroupId; NULL: FIFO is not delivered to */
        const char *notified_as; /* in a bucket's NotificationConfiguration */
        const char *protocol;    /* of a subscription */
    } admit;
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
            .about = "Previous key of a renamed item. The resource keeps its logical ID."                    \
    }
/* Of kinds whose things may exist elsewhere; their forms say .instead = "arn". */
#define ELSEWHERE_FIELD(owner)                                                                               \
    {                                                                                                        \
        KEYED("arn", owner, item.arn),                                                                       \
            .elsewhere = true,                                                                               \
            .about =                                                                                         \
                "ARN of an existing resource. Nothing is created; `access` and `events` can refer to it."    \
    }

/* A kind as templates/catalog.h lists it. */
struct catalog_entry {
    const struct kind *kind;
    size_t offset; /* of its items in struct service */
    void (*write)(struct template *, const void *item);
};
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
bool item_is_fifo(const struct item *);
bool named_is_fifo(const struct named *);
/* The first item of a kind, and the one after an item; NULL: there is none. */
struct item *catalog_items(const struct template *, const struct catalog_entry *);
struct item *catalog_next(const struct catalog_entry *, struct item *);
const char *item_id(struct template *, const struct item *);
bool item_is_in_template(const struct template *, const struct item *); /* written into this template */
/* How others refer to a thing, wherever it is: its ARN, and what access puts into the environment. */
struct node *item_arn(struct template *, const struct item *);
struct node *item_value(struct template *, const struct item *);
struct node *reference_arn(struct template *,
                           const struct reference *); /* of a name, an ARN or an intrinsic function */
bool reference_is_valid(
    const struct reference *); /* somewhere: else nothing is written, or it has been said */
/* AlertsTopic; of what is not the service's, `what` and a hash of what is said of it. */
const char *reference_id(struct template *, const struct reference *, const char *what);
#endif
