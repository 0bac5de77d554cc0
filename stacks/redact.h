/* Inside stacks/: what nobody should read in a review, a log or a comment of a pull request. Names tell what
 * is secret (a password, a token), and so do the values that base/secret.h knows. What AWS resolves itself,
 * `{{resolve:…}}`, is shown. */
#ifndef STACKS_REDACT_H
#define STACKS_REDACT_H
#include "stacks/diff.h"

/* In the values of all its rows. */
void redact(struct arena *, struct changed *);
#endif
