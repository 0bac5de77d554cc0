/* The words that all renderers of a report share. All renderers say the same; a golden holds them side by
 * side. */
#ifndef CFGEN_DIFF_WORDS_SHOW_H
#define CFGEN_DIFF_WORDS_SHOW_H
#include "base/buffer.h"
#include "stacks/diff/diff.h"

const char *show_counts(struct arena *, const struct diff *first); /* +1 ~2 -1 · 1 data loss; "no change" */
const char *show_symbol(const struct changed *);
const char *show_word(const struct changed *);               /* replaced, new, removed; "" */
const char *show_value(struct arena *, const struct node *); /* on one line, as JSON */
const char *show_path(const struct difference *);            /* without `Properties.` */
const char *show_place(struct arena *, struct place);        /* file:line, or "" */
/* Where a resource's change comes from: the place of its worst row, or else its own. */
struct place show_cause(const struct changed *);
const char *show_key(const struct changed *);                /* of the description, at that place; or NULL */
const char *show_stack(struct arena *, const struct diff *); /* civicforge-prod in us-east-1 */
/* main (8729dd2) → service.yml, on 7af1942 */
const char *show_sides(struct arena *, const struct diff *);
const char *show_console(struct arena *,
                         const struct diff *); /* where the stack is looked at; NULL: unknown */
/* Of all stacks: template, of which 2 are only possible. */
const char *show_method(struct arena *, const struct diff *first);
const char *show_code(struct arena *, const struct code_change *); /* 1.2 KB → 1.4 KB; 2.31.0 → 2.32.3 */
/* in us-east-1, eu-west-1: where of several stacks; "" where there is one. `regions` as of struct changed, or
 * NULL. */
const char *show_where(struct arena *, const struct diff *first, const struct diff *,
                       const char *const *regions);
const char *show_regions(struct arena *, const char *const *regions); /* with commas */
extern const char *const show_titles[];                               /* by impact */
#endif
