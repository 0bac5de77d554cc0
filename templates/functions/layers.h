/* The layers that a function runs with: those of the service by name, others by ARN. */
#ifndef TEMPLATES_FUNCTIONS_LAYERS_H
#define TEMPLATES_FUNCTIONS_LAYERS_H
#include "templates/functions/function.h"

void layers_write(struct template *, const struct function *, struct node *properties);
#endif
