/* The resources of a template that have metrics in CloudWatch, for alarms and the dashboard. */
#ifndef TEMPLATES_MONITORING_WATCHED_H
#define TEMPLATES_MONITORING_WATCHED_H
#include "templates/core/template.h"

enum { DIMENSIONS = 2 };
struct dimension {
    const char *name;
    struct node *value;
};

struct watched {
    const char *name;  /* as the user knows it */
    const char *owner; /* what the id of an alarm of its own begins with */
    struct dimension dimensions[DIMENSIONS];
    double whole; /* what 100% is, in the metric's unit; 0: nothing is */
    struct place place;
    const void *item; /* struct function, or the resource's node */
};

struct watched_list {
    struct watched *first;
    int count;
};

/* All resources of a type that the template has now; with tables come their indexes. */
struct watched_list watched_of_type(struct template *, const char *type);
struct watched_list watched_functions(struct template *);
#endif
