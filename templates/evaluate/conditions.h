/* Inside templates/evaluate/: whether conditions are true. */
#ifndef TEMPLATES_EVALUATE_CONDITIONS_H
#define TEMPLATES_EVALUATE_CONDITIONS_H
#include "templates/evaluate/evaluation.h"

struct decision {
    enum truth truth;
    const struct node *rest; /* of an unknown one: what AWS has to decide */
    bool differs;            /* from that of the other template */
    struct place cause;
};

/* NULL: the template has no such condition. */
const struct decision *decision_find(struct evaluation *, const char *name);
#endif
