/* Environment variables: what access says, then what the user does. */
#ifndef TEMPLATES_FUNCTIONS_ENVIRONMENT_H
#define TEMPLATES_FUNCTIONS_ENVIRONMENT_H
#include "templates/wiring/call.h"

extern const struct form variable_form;
struct node *environment_variables(struct template *, const struct bound_function *); /* name → value */
void environment_write(struct template *, const struct bound_function *, struct node *properties);
#endif
