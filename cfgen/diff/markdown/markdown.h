/* A report for a comment on a pull request. */
#ifndef CFGEN_DIFF_MARKDOWN_MARKDOWN_H
#define CFGEN_DIFF_MARKDOWN_MARKDOWN_H
#include "base/buffer.h"
#include "cfgen/diff/words/report.h"

void show_markdown(struct buffer *, const struct report *);
#endif
