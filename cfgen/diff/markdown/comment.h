/* A comment as it is written, and what of it there is room for. */
#ifndef CFGEN_DIFF_MARKDOWN_COMMENT_H
#define CFGEN_DIFF_MARKDOWN_COMMENT_H
#include "base/buffer.h"
#include "cfgen/diff/words/report.h"

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
    const struct report *report;
    struct budget left; /* what is not used up yet */
    int omitted, rights_omitted;
};
#endif
