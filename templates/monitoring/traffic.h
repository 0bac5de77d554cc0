/* The expected traffic, from which costs are estimated. It creates no resource. */
#ifndef TEMPLATES_MONITORING_TRAFFIC_H
#define TEMPLATES_MONITORING_TRAFFIC_H
#include "service/field.h"

struct milliseconds {
    const struct node *from;
    long value;
};

struct a_month { /* 1000000/month, 50/second, 50000/hour for 1d */
    const struct node *from;
    double value;
};

struct gigabytes { /* 20GB, 1.5TB; a bare number is GB */
    const struct node *from;
    double value;
};

struct traffic {
    const struct node *from;
    struct reference item;
    const char *id; /* the logical id of what it is the traffic of */
    const char
        *distribution; /* and of the CloudFront distribution that has the same name, or is it; or NULL */
    struct a_month *requests, *reads, *writes;
    struct milliseconds duration;
    struct kilobytes payload, logs;
    struct gigabytes storage, growth; /* growth: in a month */
};
extern const struct form traffic_form;

double a_month_sum(const struct a_month *); /* of all that are written */

struct template;
/* Finds the ids, and tells what does not apply; ends with one that is not written. */
void traffic_bind(struct template *, struct traffic *);
#endif
