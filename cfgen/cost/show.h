/* What a month costs, or costs more or less than before, in the words that all renderers share. */
#ifndef CFGEN_COST_SHOW_H
#define CFGEN_COST_SHOW_H
#include "base/buffer.h"
#include "stacks/cost/cost_change.h"

struct costing {
    const struct cost *now, *before; /* before NULL: nothing is compared */
    const char *label;               /* what it is compared with */
};

const char *cost_dollars(struct arena *, double usd);                /* $1,234.50, -$0.12 */
const char *cost_more(struct arena *, double before, double after);  /* +$0.12 */
const char *cost_quantity(struct arena *, const struct cost_line *); /* 100,000 GB-s */
const char *cost_price(struct arena *, const struct cost_line *);    /* $0.20 per 1,000,000 */
const char *cost_region(struct arena *, const struct cost *); /* whose prices they are; NULL: its own */
const char *cost_stack(struct arena *, const struct cost *);  /* quests-prod in eu-west-1 */
const char *cost_left(struct arena *, const struct cost *);   /* 2 AWS::KMS::Key, 1 …; "" for nothing */
bool cost_assumes(const struct cost *first, enum assumption); /* any of them */
#endif
