/* The page for browsers as it is written. */
#ifndef CFGEN_DIFF_HTML_WRITE_H
#define CFGEN_DIFF_HTML_WRITE_H
#include "base/buffer.h"
#include "cfgen/diff/words/report.h"

struct index;
struct page {
    struct buffer *out;
    struct arena *arena;
    const struct report *report;
    const struct diff *diff; /* the stack that is written */
    struct index *known;     /* its changes by id */
    size_t longest;          /* bytes of a value */
    bool marks;              /* words that differ are marked in texts, which takes a while */
};

void html_raw(struct page *, const char *html);
void html_escaped(struct page *, const char *text);
void html_element(struct page *, const char *tag, const char *kind,
                  const char *text); /* kind: its class; "" */
#endif
