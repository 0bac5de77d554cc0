/* What nested stacks have, where that changes: their templates as deployed, and as the new template's
 * TemplateURL has them, stand behind the stacks that nest them, on both sides. */
#ifndef CFGEN_DIFF_SIDES_NESTED_H
#define CFGEN_DIFF_SIDES_NESTED_H
#include "cfgen/diff/sides/side.h"
#include "lifecycle/operation.h"

/* `live` as deployed; NULL: not there. What cannot be read is told by a warning, and stands on no side. */
void nested_read(struct run *, struct operation *, struct stack *live, struct stack *now);
#endif
