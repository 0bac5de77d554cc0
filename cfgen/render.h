/* Findings as people and machines read them: in text with the source line underlined, as JSON (one object a
 * line), as a SARIF 2.1.0 file, as GitHub's annotations. */
#ifndef CFGEN_RENDER_H
#define CFGEN_RENDER_H
#include "base/diag.h"
#include <stdio.h>

struct render;

extern const char *const render_forms[]; /* of --findings; the first is the usual one */

/* `columns` is the width of the terminal, 0 where there is none. */
struct render *render_new(struct arena *, FILE *, const char *form, bool color, int columns);
void render_findings(struct render *, struct diags *); /* sorted; takes them out of the list */
void render_end(struct render *);                      /* the summary line, the SARIF file */
#endif
