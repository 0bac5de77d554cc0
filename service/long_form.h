/* Short forms written out: `queue: jobs` is {name: jobs}, `PK, SK` is {partition: PK, sort: SK}. */
#ifndef SERVICE_LONG_FORM_H
#define SERVICE_LONG_FORM_H
#include "service/field.h"

const struct field *field_find(const struct field *, const char *key);
/* The mapping that a value of this form stands for, places kept; NULL when it stands for none. `keyed`: the
 * value is one of a map's, and its key is the user's own. */
const struct node *long_form(const struct form *, const struct node *, bool keyed, struct arena *);
#endif
