/* Inside cfgen/diff/: a comment as it is written, and what of it there is room for. */
#ifndef CFGEN_DIFF_MARKDOWN_MARKDOWN_H
#define CFGEN_DIFF_MARKDOWN_MARKDOWN_H
#include "cfgen/diff/words/show.h"

/* What there is room for. */
struct budget {
    int details;   /* changes with a worse impact than this are told in full */
    bool brief;    /* drift and costs are told by a number, and alike lines of the table are one */
    int rights;    /* so many */
    int attention; /* lines of the table */
};

struct comment {
    struct buffer *out;
    struct arena *arena;
    struct budget left; /* what is not used up yet */
    int omitted, rights_omitted;
};

const char *markdown_cell(struct arena *, const char *text);                /* as it may stand in a table */
void markdown_marker(struct buffer *, const char *what, const char *stack); /* the hidden first line */
const char *markdown_code(struct arena *, const char *text);
const char *markdown_value(struct arena *, const struct node *, size_t longest);
/* The table of what loses data, interrupts, or opens: one line a resource. */
void markdown_attention(struct comment *, const struct diff *first);
#endif
