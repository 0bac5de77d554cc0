/* Looking up the value of one ${…}. The interface between service/variables.c, which finds the variables in
 * texts, and the sources of their values. */
#ifndef SERVICE_VARIABLE_H
#define SERVICE_VARIABLE_H
#include "service/variables.h"

enum resolved_kind {
    RESOLVED_NOTHING, /* after a finding */
    RESOLVED_ABSENT,  /* there is no value; a default may replace it */
    RESOLVED_TEXT,
    RESOLVED_REF, /* a name that CloudFormation resolves */
    RESOLVED_SUB, /* text in Fn::Sub's notation */
    RESOLVED_NODE
};

struct resolved {
    enum resolved_kind kind;
    const char *text;
    const struct node *node; /* still with variables of its own */
    bool quoted;             /* text, whatever it looks like */
    enum origin origin;
    const char *inclusion; /* of a node: what it is a part of, for finding circles */
};

/* Places that show their values to others. Secrets are rejected there, or reported as a warning. */
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

/* One variable to look up, and where it is written. */
struct lookup {
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

struct place lookup_place(const struct lookup *); /* costs a search in the text, so only for findings */
struct resolved resolved_text(const char *);
struct resolved resolved_ref(const char *);
/* Adds a finding, unless the lookup is lenient. */
struct resolved lookup_absent(const struct lookup *, const struct finding *, const char *hint,
                              const char *format, ...) __attribute__((format(printf, 4, 5)));
struct resolved lookup_failed(const struct lookup *, const struct finding *, const char *hint,
                              const char *format, ...) __attribute__((format(printf, 4, 5)));

struct resolved lookup_unknown(const struct lookup *); /* the variable itself, as it is written */
/* A value that looks secret: a reference to a parameter of the template, which is called after what names the
 * value. `kind` is Env or File. */
struct resolved lookup_secret(const struct lookup *, const char *kind, const char *name, const char *value);

struct resolved variable_environment(const struct lookup *); /* the process's, then .env.STAGE, then .env */
struct resolved variable_file(const struct lookup *);        /* PATH, or PATH#a.b */
struct resolved variable_value(const struct lookup *);       /* of the section `variables:` */
struct resolved variable_git(const struct lookup *);         /* sha, branch */
struct resolved variable_stack(const struct lookup *);       /* STACK.OUTPUT, or REGION.STACK.OUTPUT */
struct resolved variable_parameter(const struct lookup *);
struct resolved variable_ssm(const struct lookup *);
struct resolved variable_secret(const struct lookup *);
struct resolved variable_unknown(const struct lookup *, const char *name); /* also another tool's */
#endif
