/* Inside cfgen/diff/: rights as people read them, those that differ only in what may be done as one. */
#ifndef CFGEN_DIFF_WORDS_RIGHTS_H
#define CFGEN_DIFF_WORDS_RIGHTS_H
#include "stacks/diff/diff.h"

struct right {
    struct right *next;
    const struct permit *permit; /* the first of them */
    const char *actions;         /* a service's name once: dynamodb:GetItem, PutItem */
};

const struct right *rights_of(struct arena *, const struct permit *);
#endif
