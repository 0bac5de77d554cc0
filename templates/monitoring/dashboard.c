#include "templates/monitoring/dashboard.h"
#include "base/text.h"
#include "service/intrinsic.h"
#include "templates/monitoring/board.h"
#include "templates/monitoring/graphs.h"
#include "templates/monitoring/metric.h"
#include "templates/service.h"
#include <stdlib.h>
#include <string.h>

static const struct field fields[] = {
    { FIELD(dashboard, enabled), .about = "Create the dashboard with all resources.",
      .default_text = "true when any key is set" },
    { FIELD(dashboard, name), .about = "Name of the dashboard.", .default_text = "SERVICE-STAGE" },
    { FIELD(dashboard, since), .about = "Initial time range, such as 3h.", .default_value = "1d" },
    { FIELD(dashboard, period), .about = "Period of one data point.", .default_value = "5m" },
    { FIELD(dashboard, regions),
      .about = "Regions with a dashboard: the primary region, or each region of the service.",
      .default_value = "primary", .values = "primary all" },
    { FIELD(dashboard, widgets), .about = "Additional CloudWatch widgets, placed at the bottom." },
    { 0 },
};
const struct form dashboard_form = { .what = "true, or {name, since, …}",
                                     .brief = "enabled",
                                     .size = sizeof(struct dashboard),
                                     .fields = fields };

enum { MOST_ALARMS = 100 };

/* An alarm that only says how many tasks there should be is no trouble. */
static bool is_scaling(const struct template *template, const struct watched *alarm)
{
    const struct node *actions = node_find(node_find(alarm->item, "Properties"), "AlarmActions");
    const char *first = actions && actions->first ? node_word(actions->first, "Ref") : NULL;
    const char *type = first ? node_word(node_find(template->resources, first), "Type") : NULL;
    return type && !strcmp(type, "AWS::ApplicationAutoScaling::ScalingPolicy");
}

static struct watched_list alarms_of(struct template *template)
{
    struct watched_list alarms = watched_of_type(template, "AWS::CloudWatch::Alarm");
    int count = 0;
    for (int i = 0; i < alarms.count; i++)
        if (!is_scaling(template, &alarms.first[i])) alarms.first[count++] = alarms.first[i];
    alarms.count = count < MOST_ALARMS ? count : MOST_ALARMS;
    return alarms;
}

static void alarms_show(struct board *board)
{
    enum { A_ROW = 6 };
    struct arena *arena = board->template->arena;
    struct watched_list alarms = alarms_of(board->template);
    if (!alarms.count) return;
    struct node *properties = board_add(board, "alarm", BOARD_COLUMNS, 2 + (alarms.count - 1) / A_ROW);
    node_add(properties, "title", node_text(arena, "Alarms"));
    struct node *list = node_add(properties, "alarms", node_list(arena));
    for (int i = 0; i < alarms.count; i++)
        node_add(list, NULL, node_text(arena, arena_text(arena, "${%s.Arn}", alarms.first[i].name)));
}

static void metrics_show(struct board *board)
{
    const struct metric *first = board->template->service->metrics;
    int count = 0;
    for (const struct metric *m = first; m && m->item.from; m++) count++;
    if (!count) return;
    board_title(board, "## The service's own");
    for (const struct metric *metric = first; metric->item.from; metric++) {
        const char *name = metric->item.key.value;
        struct watched watched = metric_watched(board->template, metric);
        struct node *graph =
            board_graph(board, name, metric_statistic(metric), "${AWS::Region}", board_width(count));
        board_line(board, graph, metric_namespace(board->template, metric), watched.name, watched.dimensions,
                   DIMENSIONS, name, NULL);
    }
}

static struct node *converted(struct board *board, const struct node *value)
{
    struct arena *arena = board->template->arena;
    if (value->shape == SCALAR && !value->quoted) return node_copy(arena, value);
    if (value->shape == SCALAR || is_intrinsic(value)) return node_text(arena, board_text(board, value));
    struct node *copy = value->shape == LIST ? node_list(arena) : node_map(arena);
    for (const struct node *n = value->first; n; n = n->next) node_add(copy, n->key, converted(board, n));
    return copy;
}

static int size_of(const struct node *widget, const char *key, int fallback, int most)
{
    const char *word = node_word(widget, key);
    int size = word ? atoi(word) : fallback;
    return size < 1 ? 1 : size > most ? most : size;
}

/* As they are written, but for where they stand. */
static void own_show(struct board *board, const struct any *widgets)
{
    if (widgets && widgets->from) board_break(board);
    for (const struct any *w = widgets; w && w->from; w++) {
        const char *type = node_word(w->from, "type");
        const struct node *properties = node_find(w->from, "properties");
        if (!type || !properties || properties->shape != MAP) {
            diag_add(board->template->diags, FINDING(wrong_shape), node_place(w->from), NULL,
                     "a widget must be a mapping of type and properties");
            continue;
        }
        struct node *into = board_add(board, type, size_of(w->from, "width", 8, BOARD_COLUMNS),
                                      size_of(w->from, "height", 6, 1000));
        for (const struct node *n = properties->first; n; n = n->next)
            node_add(into, n->key, converted(board, n));
    }
}

static const char *since(struct arena *arena, const struct seconds *since)
{
    long minutes = since->from ? since->value / 60 : 24 * 60;
    return minutes % 60 ? arena_text(arena, "-PT%ldM", minutes) : arena_text(arena, "-PT%ldH", minutes / 60);
}

static bool is_in_regions(struct template *template, const struct text *regions)
{
    bool all = regions->value && !strcmp(regions->value, "all");
    if (regions->value && !all && strcmp(regions->value, "primary"))
        diag_add(template->diags, FINDING(out_of_range), node_place(regions->from), "all or primary",
                 "regions must be all or primary");
    return all || template->at.primary;
}

/* Dashboards are the account's, whatever the region: each has a name of its own. */
static struct node *name_of(struct template *template, const struct text *name)
{
    struct arena *arena = template->arena;
    const char *chosen = arena_text(arena, "%s-%s", template->service->service.value, template->stage);
    if (name->from && !is_known(name->from)) return node_copy(arena, name->from);
    if (name->value) chosen = name->value;
    if (!template->at.primary) chosen = arena_text(arena, "%s-%s", chosen, template->at.region);
    if (chosen[strspn(chosen, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")])
        diag_add(template->diags, FINDING(bad_name),
                 node_place(name->from ? name->from : template->service->dashboard.from), NULL,
                 "the name of a dashboard must contain letters, digits, - and _ only");
    struct node *node = node_text(arena, chosen);
    if (name->from) node->place = node_place(name->from);
    return node;
}

void dashboard_write(struct template *template)
{
    const struct dashboard *dashboard = &template->service->dashboard;
    bool off = dashboard->enabled.from && !dashboard->enabled.value;
    if (!dashboard->from || off || !is_in_regions(template, &dashboard->regions)) return;
    const struct seconds *period = &dashboard->period;
    if (period->from && (period->value < 60 || period->value % 60))
        diag_add(template->diags, FINDING(out_of_range), node_place(period->from), NULL,
                 "period must be whole minutes");
    struct board board = board_new(template, period->from ? period->value : 300);
    alarms_show(&board);
    metrics_show(&board);
    graphs_show(&board);
    own_show(&board, dashboard->widgets);
    struct place place = node_key_place(dashboard->from);
    struct resource resource = template_add(template, "Dashboard", "AWS::CloudWatch::Dashboard", place);
    node_add(resource.properties, "DashboardName", name_of(template, &dashboard->name));
    node_add(resource.properties, "DashboardBody",
             board_body(&board, since(template->arena, &dashboard->since)));
}
