/* A field row says what one key is: where its value is kept, what CloudFormation calls it, how to explain it.
 * A form says what one value may look like; a row's form follows from its member's C type, so the two cannot
 * disagree. Reading, merging of stages and defaults, writing and documenting all walk forms, and none of them
 * knows a single key. Rows are for what is a plain mapping; what is not goes in that kind's own code, never a
 * condition into a row. */
#ifndef SERVICE_FIELD_H
#define SERVICE_FIELD_H
#include "base/buffer.h"
#include "service/names.h"

/* Values. Each begins with the node it was read from (NULL: not written), so an array ends at the first
 * without one. A node that is no scalar is an intrinsic function: cfgen cannot know the value, `value` is
 * zero. */
struct text {
    const struct node *from;
    const char *value;
};
struct integer {
    const struct node *from;
    long value;
};
struct flag {
    const struct node *from;
    bool value;
};
struct seconds {
    const struct node *from;
    long value;
}; /* 10s, 5m, 2h; a bare number is seconds */
struct days {
    const struct node *from;
    long value;
}; /* 14d, 2w; a bare number is days */
struct megabytes {
    const struct node *from;
    long value;
}; /* 512MB, 1GB; a bare number is MB */
struct kilobytes {
    const struct node *from;
    long value;
}; /* 256KB, 1MB; a bare number is KB, and AWS gets bytes */
struct percent {
    const struct node *from;
    long value;
}; /* 70% */
struct any {
    const struct node *from;
}; /* raw CloudFormation */
struct reference {
    const struct node *from;
    const char *value;
    const struct named *target;
}; /* another thing's name */
struct chosen {
    const struct node *from;
    const struct form *form;
    const void *value;
}; /* one of form->choices */

enum cardinality {
    ONE,
    SEVERAL,
    BY_NAME
}; /* SEVERAL: a list, or a lone value; BY_NAME: a map by the user's names, or a list */

/* The least and the most of a quantity, in its form's unit. Both 0: any. */
struct bounds {
    long least, most;
};

struct field {
    const char *key, *property, *about; /* property: a path in form->type; NULL: the kind writes it itself,
                                           "*": the same, and an intrinsic passes */
    const char *default_value;          /* what holds without the key, as a user writes it */
    const char *default_text;           /* the same in words, where it depends on something else */
    const char *values;                 /* all words that a text may be, blank-separated */
    struct bounds bounds;               /* of a number; AWS's schema has it where there is a property */
    const char *refers;                 /* of a reference: the sections it may name, blank-separated */
    const struct form *form;
    size_t offset;
    enum cardinality cardinality;
    bool required;
    bool partial;   /* what stands here is merged into something else: nothing is missing from it */
    bool elsewhere; /* an ARN or an intrinsic function may stand here too */
};

struct form {
    const char *key, *what; /* key: as one of several choices; what: "… must be WHAT" */
    const char *type;       /* the resource whose properties its rows name; NULL: as around it */
    size_t size;
    bool (*word)(void *into, const struct node *); /* a scalar: reads one word; false: not such a one */
    struct node *(*write)(struct arena *,
                          const void *value); /* a word as CloudFormation takes it; NULL: as written */
    const struct unit *units;                 /* of a quantity, whose value follows `from` as a long */
    long scale;                               /* how many of AWS's units are one of the form's; 0: one */
    const struct field *fields;               /* a mapping, always in its long form */
    const char *brief;                        /* the key that a value which is no mapping stands for */
    const char *named;                        /* the key that the keys of a map of these stand for */
    const char *instead; /* the key of what exists elsewhere: with it no other is required */
    struct node *(*spell)(struct arena *,
                          const struct node *); /* `PK, SK` into its long form; NULL: no such word */
    const struct form *const *choices;          /* or: a mapping of one key, which chooses; ends with NULL */
};
extern const struct form text_form, integer_form, flag_form, seconds_form, days_form, megabytes_form,
    kilobytes_form, percent_form, any_form, reference_form;

#define MEMBER(owner, member) ((struct owner *)0)->member
#define WORD_ROW(type)        struct type : &type##_form, struct type * : &type##_form
#define FIELD(owner, member)  KEYED(#member, owner, member)
#define KEYED(name, owner, member)                                                                           \
    .key = name, .offset = offsetof(struct owner, member),                                                   \
    .form = _Generic(MEMBER(owner, member), WORD_ROW(text), WORD_ROW(integer), WORD_ROW(flag),               \
                     WORD_ROW(seconds), WORD_ROW(days), WORD_ROW(megabytes), WORD_ROW(kilobytes),            \
                     WORD_ROW(percent), WORD_ROW(any), WORD_ROW(reference)),                                 \
    .cardinality = _Generic(MEMBER(owner, member), struct text *                                             \
                            : SEVERAL, struct any *                                                          \
                            : SEVERAL, struct reference *                                                    \
                            : SEVERAL, default                                                               \
                            : ONE)
#define NESTED(owner, member, name)                                                                          \
    .key = #member, .offset = offsetof(struct owner, member), .form = &name##_form,                          \
    .cardinality = _Generic(MEMBER(owner, member), struct name                                               \
                            : ONE, struct name *                                                             \
                            : SEVERAL)
#define NAMED(owner, member, name)                                                                           \
    .key = #member, .offset = offsetof(struct owner, member), .form = &name##_form,                          \
    .cardinality = _Generic(MEMBER(owner, member), struct name *                                             \
                            : BY_NAME)
#define CHOSEN(owner, member, name)                                                                          \
    .key = #member, .offset = offsetof(struct owner, member), .form = &name##_form,                          \
    .cardinality = _Generic(MEMBER(owner, member), struct chosen                                             \
                            : ONE, struct chosen *                                                           \
                            : SEVERAL)

bool is_known(const struct node *from); /* written, and no intrinsic: its value is there */
bool is_null(const struct node *);      /* null, ~ or nothing */

void form_read(const struct form *, void *into, const struct node *, struct diags *);
/* `over` merged over `base`, both in long form: mappings key by key, null removes a key, all else is
 * replaced. Either may be NULL. */
const struct node *form_merge(const struct form *, const struct node *base, const struct node *over,
                              struct diags *);
void form_resolve(const struct form *, void *value, const struct names *, struct diags *); /* references */

/* Sees each property as it is written, with its row. */
struct form_writer {
    struct arena *arena;
    void (*wrote)(void *with, const char *type, const struct field *, const struct node *value);
    void *with;
};
void form_write(const struct form *, const void *from, struct node *properties, const struct form_writer *);

const char *quantity_text(struct arena *, const struct form *, long value); /* 900 seconds: `15m` */
#endif
