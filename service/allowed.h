/* Which values a row takes, in words. */
#ifndef SERVICE_ALLOWED_H
#define SERVICE_ALLOWED_H
#include "service/field.h"

/* What AWS publishes about properties, handed in because this layer knows no schemas. `allowed` says which
 * values a property takes, as a user writes them: `1s to 15m`. NULL: any. */
struct published {
    const char *(*allowed)(const struct published *, struct arena *, const char *type, const char *property,
                           const struct form *);
    void *with;
};

/* What a key is for, and which values it takes, by the row itself or by AWS. NULL: nothing is known. `type`
 * is the resource of the rows around it. */
const char *field_sentence(const struct field *, const char *type, const struct published *, struct arena *);
/* The bounds of a quantity: `1s to 15m`. NULL: that side is open. */
const char *range_text(struct arena *, const char *least, const char *most);
#endif
