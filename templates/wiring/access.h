/* `access: {quests: [read, write]}`: statements of the function's role, and environment variables that say
 * where. */
#ifndef TEMPLATES_WIRING_ACCESS_H
#define TEMPLATES_WIRING_ACCESS_H
#include "templates/wiring/call.h"

extern const struct form grant_form;

void access_grants(struct template *, const struct bound_function *);
/* Where rights to call functions go. */
struct node *access_invoke_statements(struct template *, const struct bound_function *);
/* Where the function finds what it has access to. Another function's own name is written as it is, so that
 * two may call each other. */
void access_variables(struct template *, const struct function *, struct node *variables);
/* Allows blank-separated actions on blank-separated resources, where @ is the ARN. */
void access_allow(struct template *, struct node *statements, const char *actions, const char *resources,
                  const struct node *arn);
#endif
