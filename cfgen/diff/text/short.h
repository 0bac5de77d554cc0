/* A report for a glance: a line a resource. */
#ifndef CFGEN_DIFF_TEXT_SHORT_H
#define CFGEN_DIFF_TEXT_SHORT_H
#include "base/buffer.h"
#include "cfgen/diff/text/showing.h"
#include "cfgen/diff/words/report.h"

void show_short(struct buffer *, const struct showing *, const struct report *);
#endif
