/* A report for a program: docs/diff.schema.json. */
#ifndef CFGEN_DIFF_JSON_JSON_H
#define CFGEN_DIFF_JSON_JSON_H
#include "base/buffer.h"
#include "base/diag.h"
#include "cfgen/diff/words/report.h"

/* With the warnings among the findings. */
void show_json(struct buffer *, struct arena *, const struct report *, const struct diags *);
#endif
