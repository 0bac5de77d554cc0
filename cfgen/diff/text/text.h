/* A report for a terminal: the worst first, and what follows from a change below it. */
#ifndef CFGEN_DIFF_TEXT_TEXT_H
#define CFGEN_DIFF_TEXT_TEXT_H
#include "base/buffer.h"
#include "cfgen/diff/text/showing.h"
#include "cfgen/diff/words/report.h"

void show_text(struct buffer *, const struct showing *, const struct report *);
#endif
