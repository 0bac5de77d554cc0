/* What a month costs, for a terminal. */
#ifndef CFGEN_COST_TEXT_H
#define CFGEN_COST_TEXT_H
#include "cfgen/cost/show.h"

void cost_text(struct buffer *, struct arena *, const struct costing *, bool color);
#endif
