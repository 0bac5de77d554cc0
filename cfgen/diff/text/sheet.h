/* What the parts of a report write to: text in colors, in lines that fit the terminal. */
#ifndef CFGEN_DIFF_TEXT_SHEET_H
#define CFGEN_DIFF_TEXT_SHEET_H
#include "base/buffer.h"
#include "cfgen/diff/text/showing.h"

enum paint { PLAIN, BOLD, FAINT, RED, YELLOW, GREEN, CYAN, MAGENTA };

struct sheet {
    struct buffer *text;
    const struct showing *showing;
    int indent;    /* of the lines into which one that is too long goes on */
    int used;      /* columns of the line that is written */
    bool is_blank; /* nothing but its indentation stands on it */
};

const char *sheet_paint(const struct sheet *, enum paint); /* what turns a color on, or PLAIN: off; "" */
/* A line that begins with `start`, and goes on below it after so many columns where it is too long. */
void sheet_line(struct sheet *, int indent, enum paint, const char *start);
/* A part of the line after `gap` blanks: as a whole on this line or the next. One that is longer than a line
 * is broken behind a dot, a slash or a comma, and else loses its middle. */
void sheet_part(struct sheet *, int gap, enum paint, const char *text);
void sheet_words(struct sheet *, int gap, enum paint, const char *text); /* broken at blanks */
int sheet_left(const struct sheet *);                                    /* columns; INT_MAX: any number */
void sheet_end(struct sheet *);
#endif
