/* What looks like a credential: by the name under which a value is kept, or by the value itself. Findings,
 * diffs and excerpts all decide by these tables. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H
#include "base/arena.h"
#include <stdbool.h>

/* The shape of one issuer's credentials. */
struct secret_pattern {
    const char *what; /* with its article: “a GitHub token” */
    const char *page; /* where the issuer describes it */
};

/* A credential within a text. */
struct secret_match {
    const struct secret_pattern *pattern;
    size_t start, size; /* in bytes */
};

/* DB_PASSWORD, apiToken, client-secret: names end so, in any case. Names of what belongs to a secret do not:
 * PASSWORD_LENGTH, SECRET_ARN. A variant is as secret as what it is one of: DB_PASSWORD_PROD, TOKEN_V2. */
bool secret_name(const char *name, size_t size);
/* The pattern that the text, or a part of it, has; NULL: none. */
const struct secret_pattern *secret_value(const char *text, size_t size);
/* The first credential at or after `from`; false: there is none. One pass over the text. */
bool secret_find(const char *text, size_t size, size_t from, struct secret_match *);
/* Whether a value that is kept under a secret name is written out: no placeholder, reference, ARN, path or
 * switch. */
bool secret_literal(const char *name, size_t name_size, const char *value, size_t size);
/* The same text, whose size changes with that of its code points, with '*' for each code point of a
 * credential: those that secret_find() finds and, with `names`, what follows a secret name in `NAME: value`
 * or `NAME=value`. */
const char *secret_mask(struct arena *, const char *text, size_t *size, bool names);
#endif
