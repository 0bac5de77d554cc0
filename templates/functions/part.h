/* What one function is made of beside its events: each part has its rows, its resources and its share of the
 * function's properties in a file of its own. templates/kinds/function.c puts them together. */
#ifndef TEMPLATES_FUNCTIONS_PART_H
#define TEMPLATES_FUNCTIONS_PART_H
#include "templates/kinds/function.h"

extern const struct form variable_form, logs_form, concurrency_form, statement_form;

const struct function *edge_function(struct template *,
                                     const struct function *); /* without what none has there */
void edge_logs_write(struct template *, const struct bound_function *);
bool function_inherits(const struct template *, const struct node *from); /* it stands under defaults */
void logs_write(struct template *, const struct bound_function *);        /* the log group */
void logs_configure(struct template *, const struct bound_function *, struct node *properties);
void environment_write(struct template *, const struct bound_function *, struct node *properties);
void source_write(struct template *, const struct function *, struct node *properties);
void role_write(struct template *, const struct bound_function *); /* when all statements are there */
void concurrency_write(struct template *, const struct bound_function *);
void warm_write(struct template *, const struct bound_function *);
#endif
