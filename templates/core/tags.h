/* Tags: the service's, the stage's and the user's, on everything that takes them. */
#ifndef TEMPLATES_CORE_TAGS_H
#define TEMPLATES_CORE_TAGS_H
#include "service/field.h"
#include "templates/core/template.h"

struct tag {
    const struct node *from;
    struct text name;
    struct text value;
};
extern const struct form tag_form;

void tags_check(struct template *); /* the user's own; once a service */
void tags_write(struct template *); /* into each resource, where AWS's schemas say that they go */
/* [{Key, Value}…]: the service's, the stage's and the user's. */
struct node *tag_list(const struct template *);
/* The same with a thing's own. */
struct node *tag_list_with(struct template *, const struct tag *);
struct node *tag_map(const struct template *);
#endif
