/* Where the lines of a text begin, as YAML 1.1 has them: found once, so that any number of findings costs one
 * pass over the text, in whatever order they come. */
#ifndef BASE_LINES_H
#define BASE_LINES_H
#include "base/arena.h"

struct lines;

struct lines *lines_new(struct arena *, const char *text, size_t size); /* text is not copied */
const char *lines_at(const struct lines *, int line); /* from 1; NULL: the text has no such line */
const char *lines_start(const struct lines *,
                        int line); /* the same, and the text's end for its last, empty line */
const char *lines_end(const struct lines *,
                      int line); /* of a line that there is: its break, or the text's end */
int lines_line(const struct lines *, const char *at); /* the line that a byte of the text is in */
/* A column, which counts code points from 1; the text's end where it has none so far. A position further on
 * in the line of the last call is found from there. */
const char *lines_column(struct lines *, int line, int column);
#endif
