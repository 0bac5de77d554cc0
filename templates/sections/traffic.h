/* What the service expects to be asked, which costs are reckoned with. It makes no resource. */
#ifndef TEMPLATES_SECTIONS_TRAFFIC_H
#define TEMPLATES_SECTIONS_TRAFFIC_H
#include "service/field.h"

struct milliseconds {
    const struct node *from;
    long value;
};

struct a_month { /* 1000000/month, 50/second */
    const struct node *from;
    double value;
};

struct traffic {
    const struct node *from;
    struct reference function;
    struct a_month requests;
    struct milliseconds duration;
    struct kilobytes payload;
};
extern const struct form traffic_form;

struct diags;
void traffic_check(const struct traffic *, struct diags *); /* ends with one that is not written */
#endif
