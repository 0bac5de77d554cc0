/* What a month costs, for a program: docs/cost.schema.json. */
#ifndef CFGEN_COST_JSON_H
#define CFGEN_COST_JSON_H
#include "cfgen/cost/show.h"

void cost_json(struct buffer *, struct arena *, const struct costing *);
void cost_change_json(struct node *list, const struct cost_change *);
#endif
