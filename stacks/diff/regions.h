/* What happens alike in several regions of a service is told once. */
#ifndef STACKS_DIFF_REGIONS_H
#define STACKS_DIFF_REGIONS_H
#include "stacks/diff/diff.h"

/* Leaves every change and every right in the first of the comparisons that have it, with all their regions.
 * What was counted stays: each region has its own resource. */
void regions_fold(struct arena *, struct diff *first);
#endif
