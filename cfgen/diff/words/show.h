/* One comparison, written for terminals, pull requests, programs and browsers. All say the same; a golden
 * holds them side by side. */
#ifndef CFGEN_DIFF_WORDS_SHOW_H
#define CFGEN_DIFF_WORDS_SHOW_H
#include "base/buffer.h"
#include "base/diag.h"
#include "stacks/diff/diff.h"

struct showing {
    struct arena *arena;
    bool color;
    int columns; /* 0: lines may be of any length */
    bool all;    /* what follows from another change is shown too, and what is in new resources */
};

void show_text(struct buffer *, const struct showing *, const struct diff *first);
void show_short(struct buffer *, const struct showing *, const struct diff *first);
void show_markdown(struct buffer *, const struct diff *first);
void show_html(struct buffer *, const struct diff *first);
/* With the warnings among the findings. */
void show_json(struct buffer *, struct arena *, const struct diff *first, const struct diags *);

/* Inside cfgen/diff/: what the renderers share. */
const char *show_counts(struct arena *, const struct diff *first); /* +1 ~2 -1 · 1 data loss; "no change" */
const char *show_symbol(const struct changed *);
const char *show_word(const struct changed *);               /* replaced, new, removed; "" */
const char *show_value(struct arena *, const struct node *); /* on one line, as JSON */
const char *show_path(const struct difference *);            /* without `Properties.` */
const char *show_place(struct arena *, struct place);        /* file:line, or "" */
/* Where a resource's change comes from: the place of its worst row, or else its own. */
struct place show_cause(const struct changed *);
/* main (8729dd2) → service.yml, on 7af1942 */
const char *show_sides(struct arena *, const struct diff *);
const char *show_console(struct arena *,
                         const struct diff *); /* where the stack is looked at; NULL: unknown */
const char *show_method(struct arena *, const struct diff *); /* template, of which 2 are only possible */
const char *show_code(struct arena *, const struct code_change *); /* 1.2 KB → 1.4 KB; 2.31.0 → 2.32.3 */
const char *show_regions(struct arena *, const char *const *regions); /* with commas */
extern const char *const show_titles[];                               /* by impact */
struct node;
const char *show_cost(struct arena *,
                      const struct diff *first); /* $6.12 → $7.30 a month (+$1.18); NULL: as before */
void show_cost_text(struct buffer *, struct arena *, const struct diff *first);
void show_cost_markdown(struct buffer *, struct arena *, const struct diff *first);
void show_cost_json(struct node *root, const struct diff *first);
#endif
