/* A stage is laid over the rest of the description when --stage names it. */
#ifndef SERVICE_STAGES_H
#define SERVICE_STAGES_H
#include "service/field.h"

/* The document with its stage merged in, by the rows of `form`. Without stages every name is a stage, and one
 * that nobody has told need not be among them. NULL after a finding. */
const struct node *stages_merge(const struct form *, const struct node *document, const char *stage,
                                bool explicit, struct diags *);
#endif
