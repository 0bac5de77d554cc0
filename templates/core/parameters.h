/* CloudFormation's parameters: what a description says of them, and whether the values that are given fit.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
#ifndef TEMPLATES_CORE_PARAMETERS_H
#define TEMPLATES_CORE_PARAMETERS_H
#include "service/field.h"
#include "templates/core/template.h"

struct parameter {
    const struct node *from;
    struct text name, type, description, pattern, constraint, initial, *choices;
    struct flag secret;
    struct integer shortest, longest, least, most;
};

extern const struct form parameter_form;

void parameters_write(struct template *);
bool parameter_is_secret(const struct node *parameter); /* NoEcho; not of NULL */
void parameters_prune(struct template *);               /* of what nothing in the template refers to */
void parameters_prune_hidden(struct template *);        /* of secret values that nothing refers to */
#endif
