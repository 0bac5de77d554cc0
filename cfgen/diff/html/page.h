/* A report for a browser, in one file. */
#ifndef CFGEN_DIFF_HTML_PAGE_H
#define CFGEN_DIFF_HTML_PAGE_H
#include "base/buffer.h"
#include "cfgen/diff/words/report.h"

void show_html(struct buffer *, const struct report *);
#endif
