/* Building the body of a dashboard: widgets in rows of 24 columns, as a text that CloudFormation completes.
 */
#ifndef TEMPLATES_MONITORING_BOARD_H
#define TEMPLATES_MONITORING_BOARD_H
#include "templates/monitoring/watched.h"

enum { BOARD_COLUMNS = 24 };

struct board {
    struct template *template;
    struct node *widgets;   /* as they are placed, texts ready for Fn::Sub */
    struct node *variables; /* of Fn::Sub: name → intrinsic function */
    long period_seconds;
    int x, y, height; /* of the row that is being filled */
};

struct board board_new(struct template *, long period_seconds);
void board_break(struct board *); /* the next widget begins a row */
void board_title(struct board *, const char *markdown);
/* The next widget, `width` columns wide; gives back its properties. */
struct node *board_add(struct board *, const char *type, int width, int height);
/* A graph over time without metrics; its "metrics" is there to add lines to. */
struct node *board_graph(struct board *, const char *title, const char *statistic, const char *region,
                         int width);
/* One line of a graph: statistic NULL is the graph's. */
void board_line(struct board *, struct node *graph, const char *namespace, const char *name,
                const struct dimension *dimensions, int count, const char *label, const char *statistic);
const char *board_text(struct board *, const struct node *value); /* as it stands in the text for Fn::Sub */
/* The whole as DashboardBody takes it: one widget a line. `since`: -PT3H. */
struct node *board_body(struct board *, const char *since);
int board_width(int count); /* of each of so many graphs that stand together */
#endif
