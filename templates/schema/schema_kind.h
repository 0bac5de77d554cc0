/* Which kinds of value a property takes, in all its forms, so that 1 and "1" are one where AWS takes only a
 * number or only text. */
#ifndef TEMPLATES_SCHEMA_SCHEMA_KIND_H
#define TEMPLATES_SCHEMA_SCHEMA_KIND_H
#include "templates/schema/schema.h"

enum {
    KIND_TEXT = 1,
    KIND_NUMBER = 2,
    KIND_FLAG = 4,
    KIND_LIST = 8,
    KIND_MAP = 16,
    KIND_SCALAR = KIND_TEXT | KIND_NUMBER | KIND_FLAG
};

/* Some of the above; 0: unknown, as inside of JSON. */
unsigned schema_kinds(struct schemas *, const char *type, const char *path);
#endif
