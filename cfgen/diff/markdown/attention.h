/* The table of what loses data, interrupts, or opens: one line a resource. */
#ifndef CFGEN_DIFF_MARKDOWN_ATTENTION_H
#define CFGEN_DIFF_MARKDOWN_ATTENTION_H
#include "cfgen/diff/markdown/comment.h"

void markdown_attention(struct comment *);
#endif
