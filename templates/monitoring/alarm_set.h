/* Alarms over sets of resources that are watched with the same metric and limit.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
#ifndef TEMPLATES_MONITORING_ALARM_SET_H
#define TEMPLATES_MONITORING_ALARM_SET_H
#include "templates/monitoring/alarms.h"
#include "templates/monitoring/watched.h"

/* What is watched, of every thing of a type. */
struct watch {
    const char *suffix, *what; /* `Errors`, `errors`: of ids and of descriptions */
    const char *namespace;
    const char *names[2];  /* metrics, added up */
    const char *calls;     /* a percentage is of this metric; NULL: of the thing's `whole` */
    const char *statistic; /* by default */
    double per_second;     /* of a metric that is a time: 1000 for milliseconds; 0: it is a number */
    bool share;            /* things have a `whole` */
    bool itself;           /* the metric is a percentage */
};

struct alarm_set {
    struct template *template;
    const struct watch *watch;
    const struct alarm *alarm; /* with the section's own where it says nothing */
    bool each;
    struct watched_list things;
};

/* Whether the limit is of a kind that the watch has, and AWS takes its periods; else a finding. */
bool alarm_check(struct template *, const struct watch *, const struct alarm *, const char *key);
void alarm_set_write(const struct alarm_set *);
/* Tells these; nothing where none is named. */
void alarm_actions_write(struct template *, struct node *properties, const struct reference *notify);
struct node *metric_dimensions(struct arena *, const struct dimension *); /* [{Name, Value}…] */
#endif
