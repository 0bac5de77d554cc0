/* Texts as they may stand in a comment in Markdown. */
#ifndef CFGEN_MARKDOWN_TEXT_H
#define CFGEN_MARKDOWN_TEXT_H
#include "base/buffer.h"

const char *markdown_cell(struct arena *, const char *text); /* in a cell of a table */
const char *markdown_code(struct arena *, const char *text);
void markdown_marker(struct buffer *, const char *what, const char *stack); /* the hidden first line */
#endif
