/* What a month costs more or less, of all stacks, in the page. */
#ifndef CFGEN_DIFF_HTML_COST_H
#define CFGEN_DIFF_HTML_COST_H
#include "cfgen/diff/html/write.h"

void html_cost(struct page *);
#endif
