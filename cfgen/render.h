/* Findings as people and machines read them: on a terminal with the source line and a caret, as JSON (one
 * object a line), as SARIF 2.1.0, as GitHub's annotations. */
#ifndef CFGEN_RENDER_H
#define CFGEN_RENDER_H
#include "base/diag.h"
#include <stdio.h>

struct render {
    FILE *out;
    const char *form;
    bool color;
    int width; /* columns that a source line may take; 0: any number */
    int notes;
    struct node *results; /* SARIF is one document, written at the end */
};

extern const char *const render_forms[]; /* of --findings; the first is the usual one */

struct render *render_new(struct arena *, FILE *, const char *form, bool color,
                          int width);                  /* form NULL: the usual */
void render_findings(struct render *, struct diags *); /* takes the findings out of the list, sorted */
void render_end(struct render *, const struct diags *);
#endif
