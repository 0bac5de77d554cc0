/* Names with values, in order: HTTP headers, query parameters, form fields. Always decoded; encoding happens
 * when they are written, and only there. A query parameter without a value has NULL. */
#ifndef AWS_PAIRS_H
#define AWS_PAIRS_H
#include "base/buffer.h"
#include <stdbool.h>

struct pair {
    struct pair *next;
    const char *name, *value;
};

struct pairs {
    struct arena *arena;
    struct pair *first, *last;
};

struct pairs *pairs_new(struct arena *);
void pairs_add(struct pairs *, const char *name, const char *value); /* not copied */
void pairs_format(struct pairs *, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
const char *pairs_find(const struct pairs *,
                       const char *name); /* the first, in any case of letters; NULL: none */

/* RFC 3986, section 2.3: all but letters, digits and -._~ becomes %XX. */
void uri_encode(struct buffer *, const char *text, bool keep_slashes);
void uri_query(struct buffer *, const struct pairs *); /* a=b&c, encoded */
#endif
