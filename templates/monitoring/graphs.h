/* What a dashboard shows of the things that AWS itself measures, in groups. */
#ifndef TEMPLATES_MONITORING_GRAPHS_H
#define TEMPLATES_MONITORING_GRAPHS_H
#include "templates/monitoring/board.h"

void graphs_show(struct board *);
#endif
