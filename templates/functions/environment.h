/* Environment variables: those of `access` first, then the user's, which override them. */
#ifndef TEMPLATES_FUNCTIONS_ENVIRONMENT_H
#define TEMPLATES_FUNCTIONS_ENVIRONMENT_H
#include "templates/wiring/call.h"

extern const struct form variable_form;
struct node *environment_variables(struct template *, const struct bound_function *); /* name → value */
void environment_write(struct template *, const struct bound_function *, struct node *properties);
#endif
