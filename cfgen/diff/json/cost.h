/* What a month costs more or less, for a program. */
#ifndef CFGEN_DIFF_JSON_COST_H
#define CFGEN_DIFF_JSON_COST_H
#include "base/node.h"
#include "cfgen/diff/words/report.h"

void show_cost_json(struct node *root, const struct report *);
#endif
