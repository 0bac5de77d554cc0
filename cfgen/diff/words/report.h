/* What every renderer is given: how each stack of a service differs, and how the cost of all of them changes.
 */
#ifndef CFGEN_DIFF_WORDS_REPORT_H
#define CFGEN_DIFF_WORDS_REPORT_H
#include "stacks/cost/cost_change.h"
#include "stacks/diff/diff.h"

struct report {
    const char *title;              /* the service and its stage; NULL: of templates */
    const char *name;               /* of its main stack, or the template's */
    struct diff *first;             /* a stack each, the one with the worst change first */
    bool has_cost;                  /* it was estimated; else the rest is empty */
    double cost_before, cost_after; /* US dollars a month */
    const struct cost_change *costs;
};

/* For people: the service and its stage, or the template. */
static inline const char *show_title(const struct report *report)
{
    return report->title ? report->title : report->name;
}
#endif
