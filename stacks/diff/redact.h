/* Inside stacks/: what nobody should read in a review, a log or a comment of a pull request. Names tell what
 * is secret (a password, a token), and so do the looks of a value; what is from the environment is hidden by
 * its origin. What AWS resolves itself, `{{resolve:…}}`, is shown. */
#ifndef STACKS_DIFF_REDACT_H
#define STACKS_DIFF_REDACT_H
#include "stacks/diff/diff.h"

/* In the values of all its rows; schemas may be NULL. */
void redact(struct arena *, struct schemas *, struct changed *);
#endif
