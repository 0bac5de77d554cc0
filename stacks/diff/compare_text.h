/* The rows in which two texts that are JSON differ. */
#ifndef STACKS_DIFF_COMPARE_TEXT_H
#define STACKS_DIFF_COMPARE_TEXT_H
#include "stacks/diff/compare.h"

/* Of texts with references; adds a row for each part that differs. False: they are not, and nothing was
 * added. */
bool compare_json(const struct comparison *, const char *path, const char *property,
                  const struct node *before, const struct node *after);
#endif
