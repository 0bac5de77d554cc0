/* What stands above the changes: the title, the counts, and what chooses among the changes. */
#ifndef CFGEN_DIFF_HTML_HEAD_H
#define CFGEN_DIFF_HTML_HEAD_H
#include "cfgen/diff/html/write.h"

void html_head(struct page *); /* to the title of the page */
void html_summary(struct page *);
bool html_is_written(const struct diff *); /* there is something to tell of it */
#endif
