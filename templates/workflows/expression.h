/* Paths and expressions. Step Functions does not support `$` alone in JSONata, so a text that begins with it
 * is written as a reference to the state's input.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#transforming-jsonata-input-output
 */
#ifndef TEMPLATES_WORKFLOWS_EXPRESSION_H
#define TEMPLATES_WORKFLOWS_EXPRESSION_H
#include "templates/workflows/machine.h"

/* `$.wards` of the input, or any expression of JSONata, as {% … %}. */
const char *expression(struct arena *, const char *text);
/* A value in which texts that begin with $ are expressions. */
struct node *expressions(struct arena *, const struct node *);
/* What the next step gets: the result, or the input with the result in it. */
void result_write(struct machine *, const struct step *, const char *result, struct node *state);
#endif
