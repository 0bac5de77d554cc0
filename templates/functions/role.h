/* A function's own role: the permissions that its events, `access` and settings need, and IAM statements of
 * the user. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
#ifndef TEMPLATES_FUNCTIONS_ROLE_H
#define TEMPLATES_FUNCTIONS_ROLE_H
#include "templates/functions/function.h"
#include "templates/wiring/call.h"

extern const struct form statement_form;
/* A permissions boundary of all functions is one of all roles that the service needs: whoever must have one
 * may make none without. Written when all kinds are. */
void boundaries_write(struct template *);
void statement_write(struct template *, const struct statement *, struct node *statements);
void role_write(struct template *, const struct bound_function *); /* when all statements are there */
#endif
