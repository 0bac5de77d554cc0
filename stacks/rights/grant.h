/* Inside stacks/rights/: one edge of the graph, and which edges another one includes. */
#ifndef STACKS_RIGHTS_GRANT_H
#define STACKS_RIGHTS_GRANT_H
#include "base/node.h"

/* What IAM compares with stars: one pattern, or everything except some. */
struct pattern {
    bool negated;
    const char *text; /* as people read it: `not a, b` */
    const char *const *items;
    int count;
};

/* One key of a condition: all of them must hold. */
struct atom {
    struct atom *next;
    const char *operator, * key; /* operator "": a condition that is no IAM policy's */
    const char *const *values;   /* sorted */
    int count;
};

/* Ports that a security group opens. */
struct ports {
    bool all; /* protocols */
    const char *protocol;
    long from, to;
};

struct grant {
    struct grant *next;
    const char *id; /* of the resource that it is written in */
    bool deny;
    struct pattern principal, action, resource;
    struct atom *conditions;
    const struct ports *ports;   /* NULL: a policy */
    const char *who, *verb, *on; /* in words; NULL: as principal, action and resource say */
    bool guarded;                /* who calls must prove who it is: where nothing was, nobody gains */
    struct place cause;
    const char *key, *plain_key;          /* with its conditions, and without */
    struct grant *next_alike, *next_wide; /* of the lists of struct grants */
};

struct pattern pattern_one(struct arena *, const char *text);
const char *grant_plain_key(struct arena *, const struct grant *);
const char *grant_key(struct arena *, const struct grant *); /* the plain one is set */
/* Whether all that `what` is about is also in `by`; both have the same effect. */
bool grant_covers(const struct grant *by, const struct grant *what);
/* Whether it can cover what has another plain key. */
bool grant_is_wide(const struct grant *);
#endif
