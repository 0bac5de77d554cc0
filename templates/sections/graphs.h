/* What a dashboard shows of the things that AWS itself measures, in groups. */
#ifndef TEMPLATES_SECTIONS_GRAPHS_H
#define TEMPLATES_SECTIONS_GRAPHS_H
#include "templates/sections/board.h"

void graphs_show(struct board *);
#endif
