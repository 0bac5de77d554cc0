/* Inside cfgen/diff/: the parts of the page for browsers. */
#ifndef CFGEN_DIFF_HTML_HTML_H
#define CFGEN_DIFF_HTML_HTML_H
#include "cfgen/diff/words/show.h"

struct index;
struct page {
    struct buffer *out;
    struct arena *arena;
    const struct diff *diff; /* the stack that is written */
    struct index *known;     /* its changes by id */
    size_t longest;          /* bytes of a value */
    bool marks;              /* words that differ are marked in texts, which takes a while */
};

void html_raw(struct page *, const char *html);
void html_escaped(struct page *, const char *text);
void html_element(struct page *, const char *tag, const char *kind,
                  const char *text);                     /* kind: its class; "" */
void html_head(struct page *, const struct diff *first); /* to the title of the page */
void html_summary(struct page *,
                  const struct diff *first); /* the counts, and what chooses among the changes */
bool html_is_written(const struct diff *);   /* there is something to tell of it */
void html_row(struct page *, const struct changed *, const struct difference *);
void html_cost(struct page *, const struct diff *first); /* of all stacks */
void html_changes(struct page *);                        /* of the stack, the worst first */
#endif
