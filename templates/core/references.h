/* References between the parts of a template: Ref, Fn::GetAtt, Fn::Sub, DependsOn. */
#ifndef TEMPLATES_CORE_REFERENCES_H
#define TEMPLATES_CORE_REFERENCES_H
#include "templates/core/template.h"

struct referring {
    void (*call)(void *with, const char *id, const char *attribute,
                 const struct node *at); /* attribute NULL: Ref */
    void *with;
};
/* Calls for each reference that `node` is, or that stands below it; pseudo parameters (AWS::…) are none. */
void references_each(struct arena *, const struct node *, const struct referring *);

/* The logical id that a value refers to first; NULL: none, or no value. */
const char *reference_first(struct arena *, const struct node *value);
#endif
