/* Error handling of a step: retries, then the step that catches the error.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
#ifndef TEMPLATES_WORKFLOWS_FAILURES_H
#define TEMPLATES_WORKFLOWS_FAILURES_H
#include "templates/workflows/machine.h"

extern const struct form step_retry_form, step_catch_form;
void failures_write(struct machine *, const struct step *, struct node *state, bool function);
#endif
