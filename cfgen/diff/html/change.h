/* The changes of a stack in the page. */
#ifndef CFGEN_DIFF_HTML_CHANGE_H
#define CFGEN_DIFF_HTML_CHANGE_H
#include "cfgen/diff/html/write.h"

void html_changes(struct page *); /* the worst first */
void html_row(struct page *, const struct changed *, const struct difference *);
#endif
