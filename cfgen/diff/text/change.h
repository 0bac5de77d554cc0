/* One resource that differs, as a paragraph of a report for terminals. */
#ifndef CFGEN_DIFF_TEXT_CHANGE_H
#define CFGEN_DIFF_TEXT_CHANGE_H
#include "cfgen/diff/text/sheet.h"
#include "stacks/diff/diff.h"

struct index;
struct index *text_followers(struct arena *,
                             const struct diff *); /* what only follows, by what it follows from */
/* `where`: of several stacks; or "". */
void text_changed(struct sheet *, const struct changed *, const char *where, const struct index *followers);
void text_row(struct sheet *, const struct changed *, const struct difference *);
enum paint text_impact_paint(enum impact);
#endif
