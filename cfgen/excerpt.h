/* The line that a place is on, fit to be shown: no control characters, tabs as blanks, cut to a width around
 * the place, and where to underline it, in columns (a wide character takes two, a combining one none). */
#ifndef CFGEN_EXCERPT_H
#define CFGEN_EXCERPT_H
#include "base/arena.h"
#include "base/diag.h"
#include <stdbool.h>

struct excerpt {
    const char *text;
    int start, width; /* of the underline; columns from 0 */
};

/* A position in a line, and the column of the screen in which it is shown. */
struct spot {
    const char *at;
    int point, column;
};

/* The line of the last excerpt. Where the next one is on the same line and further on, as findings in their
 * order are, it begins near it: at the last but one of positions that are a width apart. */
struct line_cursor {
    const struct source *source;
    int line;
    bool secret;     /* it has a value that no text may show, and is not shown at all */
    const char *end; /* of the line, in which credentials and hidden places are asterisks */
    struct spot far, near;
};

bool line_find(struct arena *, const struct diags *, struct line_cursor *, const struct source *,
               int line); /* false: the text has no such line */
struct excerpt excerpt_find(struct arena *, struct line_cursor *, struct place, int columns);
/* What a terminal would act on or hide, spelled out, and credentials as asterisks. */
const char *excerpt_clean(struct arena *, const char *text);
#endif
