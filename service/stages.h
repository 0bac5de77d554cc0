/* Merges the selected stage over the rest of the description. */
#ifndef SERVICE_STAGES_H
#define SERVICE_STAGES_H
#include "service/field.h"

/* The document with its stage merged in, by the rows of `form`. Any name is valid where `stages:` is absent;
 * a default stage (`explicit` false) need not be listed. NULL after a finding. */
const struct node *stages_merge(const struct form *, const struct node *document, const char *stage,
                                bool explicit, struct diags *);
#endif
