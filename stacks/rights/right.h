/* Permits as people read them: those that differ only in what may be done, or on what, are one sentence. */
#ifndef STACKS_RIGHTS_RIGHT_H
#define STACKS_RIGHTS_RIGHT_H
#include "stacks/rights/rights.h"

struct right {
    struct right *next;
    const struct permit *permit; /* the first of them */
    const char *verbs;           /* a service's name once: dynamodb:GetItem, PutItem */
    const char *on;              /* on table A, table B */
    char sign;                   /* + somebody gains, - somebody loses, = somebody keeps */
    bool broader;
};

const struct right *rights_of(struct arena *, const struct permit *);
const char *right_sentence(struct arena *,
                           const struct right *); /* "role R can now s3:GetObject on bucket B" */
#endif
