/* What a month costs more or less, for a terminal. */
#ifndef CFGEN_DIFF_TEXT_COST_H
#define CFGEN_DIFF_TEXT_COST_H
#include "base/buffer.h"
#include "cfgen/diff/words/report.h"

void show_cost_text(struct buffer *, struct arena *, const struct report *);
#endif
