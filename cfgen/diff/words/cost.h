/* How the cost of a month changes, in words. */
#ifndef CFGEN_DIFF_WORDS_COST_H
#define CFGEN_DIFF_WORDS_COST_H
#include "cfgen/diff/words/report.h"

const char *show_cost(struct arena *,
                      const struct report *); /* $6.12 → $7.30 a month (+$1.18); NULL: as before */
const char *show_cost_where(struct arena *, const struct report *,
                            const struct cost_change *); /* in eu-west-1; "" */
const char *show_cost_amounts(struct arena *, const struct cost_change *);
#endif
