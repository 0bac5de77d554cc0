/* What a month costs, for a comment on a pull request. */
#ifndef CFGEN_COST_MARKDOWN_H
#define CFGEN_COST_MARKDOWN_H
#include "cfgen/cost/show.h"

void cost_markdown(struct buffer *, struct arena *, const struct costing *);
#endif
