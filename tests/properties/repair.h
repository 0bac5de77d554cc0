/* Takes out of a description what has errors, key by key, until none is left: what remains is a valid service
 * that no hand wrote. The findings say where, so their places are tested on the way. */
#ifndef TESTS_PROPERTIES_REPAIR_H
#define TESTS_PROPERTIES_REPAIR_H
#include "base/diag.h"
#include "base/node.h"

/* False: no error stands anywhere in the document. */
bool repair(struct node *document, const char *file, const struct diags *);
#endif
