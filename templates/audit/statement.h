/* Inside templates/audit/: one statement of a policy document. */
#ifndef TEMPLATES_AUDIT_STATEMENT_H
#define TEMPLATES_AUDIT_STATEMENT_H
#include "templates/audit/audit.h"

/* The statements of the document that a property holds; ends with NULL. */
const struct node *const *statements_of(const struct audit *, const struct node *policy);
bool statement_has_effect(const struct audit *, const struct node *statement, const char *effect);
/* The part of the principal that is everyone; NULL: only some are meant, or the statement has none. */
const struct node *statement_everyone(const struct audit *, const struct node *statement);
/* Those by which a policy denies something to all but some; ends with NULL. */
const struct node *const *statements_that_deny(const struct audit *, const struct node *const *policy);
/* Everyone may use it: no condition restricts it, and none of the denials leaves only some. */
bool statement_is_open(const struct audit *, const struct node *statement, const struct node *const *denials);
/* Whether one of its resources is everything there is. */
bool statement_is_unlimited(const struct audit *, const struct node *statement);
#endif
