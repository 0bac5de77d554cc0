/* What a month costs more or less, for a comment. */
#ifndef CFGEN_DIFF_MARKDOWN_COST_H
#define CFGEN_DIFF_MARKDOWN_COST_H
#include "base/buffer.h"
#include "cfgen/diff/words/report.h"

void show_cost_markdown(struct buffer *, struct arena *, const struct report *);
#endif
