/* Settings of the service's stacks that are not in their templates: protection, notifications, role, name and
 * policy. */
#ifndef TEMPLATES_CORE_STACKS_H
#define TEMPLATES_CORE_STACKS_H
#include "service/field.h"

struct template;

struct stacks {
    const struct node *from;
    struct flag protect;
    struct text *notify, role, name;
    struct any policy;
};
extern const struct form stacks_form;
void stacks_write(struct template *); /* into no template: only checks */
#endif
