/* What a property was and is, on the line of its path where there is room. */
#ifndef CFGEN_DIFF_TEXT_VALUES_H
#define CFGEN_DIFF_TEXT_VALUES_H
#include "cfgen/diff/text/sheet.h"
#include "stacks/diff/diff.h"

void text_values(struct sheet *, const struct difference *);
#endif
