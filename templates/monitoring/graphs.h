/* The graphs of a dashboard for metrics that AWS publishes, in groups. */
#ifndef TEMPLATES_MONITORING_GRAPHS_H
#define TEMPLATES_MONITORING_GRAPHS_H
#include "templates/monitoring/board.h"

void graphs_show(struct board *);
#endif
