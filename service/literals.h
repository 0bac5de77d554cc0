/* Finds credentials that are written in plain text in a user's document. The check runs before stages are
 * merged and variables resolved: values from the environment are no literals, and unused stages are in the
 * repository too. */
#ifndef SERVICE_LITERALS_H
#define SERVICE_LITERALS_H
#include "base/diag.h"
#include "base/node.h"

enum literal_names {
    NAMES_IN_SECTIONS, /* of a description: below the sections whose keys are the user's and hold values */
    NAMES_EVERYWHERE,  /* of a file whose part of the description is not known yet */
    NAMES_NOWHERE      /* of a schema: credentials are known by their shape alone */
};

void literals_check(struct diags *, const struct node *document, enum literal_names);
/* The same of a file's text, at the place that names the file. */
void literals_check_text(struct diags *, struct place, const char *text, size_t size);
#endif
