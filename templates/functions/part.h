/* What one function is made of beside its events: each part has its rows, its resources and its share of the
 * function's properties in a file of its own. templates/kinds/function.c puts them together. */
#ifndef TEMPLATES_FUNCTIONS_PART_H
#define TEMPLATES_FUNCTIONS_PART_H
#include "templates/wiring/call.h"

extern const struct form variable_form, logs_form, concurrency_form, statement_form, vpc_form, mount_form,
    image_form, function_code_form, function_url_form, idempotency_form, retries_form, destinations_form,
    deploy_form;

/* Without what none has there; `form` is that of functions. */
const struct function *edge_function(struct template *, const struct form *, const struct function *);
void edge_logs_write(struct template *, const struct bound_function *);
bool function_inherits(const struct template *, const struct node *from); /* it stands under defaults */
void logs_write(struct template *, const struct bound_function *);        /* the log group */
void logs_configure(struct template *, const struct bound_function *, struct node *properties);
struct node *environment_variables(struct template *, const struct bound_function *); /* name → value */
void environment_write(struct template *, const struct bound_function *, struct node *properties);
void source_write(struct template *, const struct form *, const struct function *, struct node *properties);
void statement_write(struct template *, const struct statement *, struct node *statements);
void role_write(struct template *, const struct bound_function *); /* when all statements are there */
void alias_write(struct template *, const struct bound_function *);
void snap_start_write(struct template *, const struct function *, const char *runtime,
                      struct node *properties);
void concurrency_write(struct template *, const struct bound_function *, struct node *alias);
void idempotency_write(struct template *, const struct bound_function *);
void idempotency_variables(struct template *, const struct function *, struct node *variables);
void asynchronous_write(struct template *, const struct bound_function *);
void dead_letters_configure(struct template *, const struct bound_function *, struct node *properties);
void deploy_write(struct template *, const struct bound_function *, struct node *alias);
void layers_write(struct template *, const struct function *, struct node *properties);
/* Where an archive lies: S3Bucket and S3Key. */
void archive_write(struct template *, const struct artefact *, struct node *into);
void network_write(struct template *, const struct bound_function *, struct node *properties);
void image_write(struct template *, const struct function *, struct node *properties);
bool url_is_on(const struct function_url *);
void url_write(struct template *, const struct bound_function *);
void warm_write(struct template *, const struct bound_function *);
#endif
