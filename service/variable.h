/* What one ${…} means, by where its value comes from. Between service/variables.c, which finds the variables
 * in texts, and the sources of their values. */
#ifndef SERVICE_VARIABLE_H
#define SERVICE_VARIABLE_H
#include "service/variables.h"

enum meaning_kind {
    MEANS_NOTHING, /* after a finding */
    MEANS_ABSENT,  /* there is none, and a default may stand for it */
    MEANS_TEXT,
    MEANS_REF, /* a name that CloudFormation resolves */
    MEANS_SUB, /* text in Fn::Sub's notation */
    MEANS_NODE
};

struct meaning {
    enum meaning_kind kind;
    const char *text;
    const struct node *node; /* still with variables of its own */
    bool quoted;             /* text, whatever it looks like */
    enum origin origin;
    const char *inclusion; /* of a node: what it is a part of, for finding circles */
};

/* Where secrets must not stand, or had better not. */
enum exposure {
    EXPOSED_NOWHERE,
    EXPOSED_NAME,
    EXPOSED_DESCRIPTION,
    EXPOSED_TAG,
    EXPOSED_OUTPUT,
    EXPOSED_ENVIRONMENT
};

/* Of a value in a mapping or list, by the keys that lead to it. */
enum exposure exposure_of(enum exposure above, const struct node *map, const struct node *value);

/* A variable that is looked up. */
struct asked {
    struct variables *variables;
    const char *file;     /* that names it: paths are relative to it */
    const char *subject;  /* the file that its value comes from; NULL: none does */
    const char *argument; /* behind the colon */
    bool sub;             /* the argument is in Fn::Sub's notation */
    enum origin origin;   /* of the argument */
    bool lenient;         /* absence is no finding: there is a default, or it is looked up again later */
    enum exposure exposure;
    const struct node *node; /* in whose text it stands */
    const char *at;          /* there: the whole ${…} */
    size_t size;
};

struct place asked_place(const struct asked *); /* looked for in the file only for a finding */
struct meaning meaning_text(const char *);
struct meaning meaning_ref(const char *);
/* A finding, unless absence is fine. */
struct meaning meaning_absent(const struct asked *, const struct finding *, const char *hint,
                              const char *format, ...) __attribute__((format(printf, 4, 5)));
struct meaning meaning_wrong(const struct asked *, const struct finding *, const char *hint,
                             const char *format, ...) __attribute__((format(printf, 4, 5)));

struct meaning meaning_unknown(const struct asked *); /* the variable itself, as it is written */
/* A value that looks secret: a reference to a parameter of the template, which is called after what names the
 * value. `kind` is Env or File. */
struct meaning meaning_secret(const struct asked *, const char *kind, const char *name, const char *value);

struct meaning variable_environment(const struct asked *); /* the process's, then .env.STAGE, then .env */
struct meaning variable_file(const struct asked *);        /* PATH, or PATH#a.b */
struct meaning variable_value(const struct asked *);       /* of the section `variables:` */
struct meaning variable_git(const struct asked *);         /* sha, branch */
struct meaning variable_stack(const struct asked *);       /* STACK.OUTPUT, or REGION.STACK.OUTPUT */
struct meaning variable_parameter(const struct asked *);
struct meaning variable_ssm(const struct asked *);
struct meaning variable_secret(const struct asked *);
struct meaning variable_unknown(const struct asked *, const char *name); /* also another tool's */
#endif
