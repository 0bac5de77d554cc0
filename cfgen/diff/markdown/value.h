/* A value in a comment, cut where it is long. */
#ifndef CFGEN_DIFF_MARKDOWN_VALUE_H
#define CFGEN_DIFF_MARKDOWN_VALUE_H
#include "base/node.h"

const char *markdown_value(struct arena *, const struct node *, size_t longest); /* bytes */
#endif
