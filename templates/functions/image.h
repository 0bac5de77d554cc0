/* Functions that run from a container image.
 * https://docs.aws.amazon.com/lambda/latest/dg/images-create.html */
#ifndef TEMPLATES_FUNCTIONS_IMAGE_H
#define TEMPLATES_FUNCTIONS_IMAGE_H
#include "templates/functions/function.h"

extern const struct form image_form;
void image_write(struct template *, const struct function *, struct node *properties);
#endif
