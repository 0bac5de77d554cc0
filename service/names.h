/* Names of items. All sections of a service share one namespace, so that a name alone says which item is
 * meant.
 */
#ifndef SERVICE_NAMES_H
#define SERVICE_NAMES_H
#include "base/diag.h"
#include "base/index.h"
#include "base/node.h"

struct named {
    struct named *next;
    const char *name, *section;
    const void *item; /* a struct item: templates/core/kind.h knows its kind */
    struct place place;
};

struct names {
    struct arena *arena;
    struct index *index;
    struct named *first, *last;
};

struct names *names_new(struct arena *);
void names_add(struct names *, const struct named *, struct diags *); /* a finding where the name is taken */
const struct named *names_find(const struct names *, const char *name);
/* Likewise, of these sections (blank-separated); a finding where there is none. */
const struct named *names_resolve(const struct names *, const char *sections, const struct node *word,
                                  struct diags *);
#endif
