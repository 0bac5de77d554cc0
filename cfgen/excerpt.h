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

/* Where a line begins in a text, so that going on to a later one does not start again. */
struct line_cursor {
    const char *file, *text, *end, *at;
    int line;
};

void line_open(struct line_cursor *, const char *file, const char *text, size_t size);
bool line_find(struct line_cursor *, int line); /* false: the text has no such line; backwards starts again */
/* The cursor's line alone, with asterisks for credentials and for what is hidden on it; columns stay. */
struct line_cursor line_mask(struct arena *, const struct line_cursor *, const struct hidden *);
struct excerpt excerpt_find(struct arena *, const struct line_cursor *, struct place, int columns);
/* What a terminal would act on or hide, spelled out, and credentials as asterisks. */
const char *excerpt_clean(struct arena *, const char *text);
#endif
