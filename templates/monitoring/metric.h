/* Custom metrics, which handlers write, for the dashboard and alarms. */
#ifndef TEMPLATES_MONITORING_METRIC_H
#define TEMPLATES_MONITORING_METRIC_H
#include "templates/core/kind.h"
#include "templates/monitoring/alarms.h"
#include "templates/monitoring/watched.h"

struct metric_dimension {
    const struct node *from;
    struct text name, value;
};

struct metric {
    struct item item;
    struct text name, namespace, statistic, unit, filter;
    struct reference log;
    struct metric_dimension *dimensions;
    struct alarm alarm;
};

const char *metric_namespace(struct template *, const struct metric *); /* by default the service's name */
struct watched metric_watched(struct template *, const struct metric *);
const char *metric_statistic(const struct metric *);
#endif
