/* The role in whose name ECS fetches the image, reads secrets and writes logs, before the container runs.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html */
#ifndef TEMPLATES_CONTAINERS_EXECUTION_H
#define TEMPLATES_CONTAINERS_EXECUTION_H
#include "templates/containers/container.h"
#include "templates/wiring/call.h"

extern const struct form secret_variable_form;
/* What fetches the image and writes the logs; its statements are given back. */
struct node *container_execution_write(struct template *, const struct bound_function *);
void container_credentials_write(struct template *, const struct container *, struct node *statements,
                                 struct node *definition);
void container_secrets_write(struct template *, const struct container *, struct node *statements,
                             struct node *definition);
#endif
