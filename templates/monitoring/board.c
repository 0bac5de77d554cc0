#include "templates/monitoring/board.h"
#include "base/json.h"
#include "service/intrinsic.h"
#include <string.h>

struct board board_new(struct template *template, long period_seconds)
{
    return (struct board){ .template = template,
                           .widgets = node_list(template->arena),
                           .variables = node_map(template->arena),
                           .period_seconds = period_seconds };
}

void board_break(struct board *board)
{
    board->y += board->height;
    board->x = board->height = 0;
}

struct node *board_add(struct board *board, const char *type, int width, int height)
{
    struct arena *arena = board->template->arena;
    if (board->x + width > BOARD_COLUMNS) board_break(board);
    struct node *widget = node_add(board->widgets, NULL, node_map(arena));
    node_add(widget, "type", node_text(arena, type));
    node_add(widget, "x", node_number(arena, board->x));
    node_add(widget, "y", node_number(arena, board->y));
    node_add(widget, "width", node_number(arena, width));
    node_add(widget, "height", node_number(arena, height));
    board->x += width;
    if (height > board->height) board->height = height;
    return node_add(widget, "properties", node_map(arena));
}

void board_title(struct board *board, const char *markdown)
{
    board_break(board);
    struct node *properties = board_add(board, "text", BOARD_COLUMNS, 1);
    node_add(properties, "markdown", node_text(board->template->arena, markdown));
    node_add(properties, "background", node_text(board->template->arena, "transparent"));
}

struct node *board_graph(struct board *board, const char *title, const char *statistic, const char *region,
                         int width)
{
    enum { HEIGHT = 6 };
    struct arena *arena = board->template->arena;
    struct node *graph = board_add(board, "metric", width, HEIGHT);
    node_add(graph, "title", node_text(arena, title));
    node_add(graph, "region", node_text(arena, region));
    node_add(graph, "view", node_text(arena, "timeSeries"));
    node_add(graph, "stat", node_text(arena, statistic));
    node_add(graph, "period", node_number(arena, board->period_seconds));
    struct node *left = node_at(graph, "yAxis.left");
    node_add(left, "min", node_number(arena, 0));
    node_add(left, "showUnits", node_flag(arena, false));
    node_add(graph, "metrics", node_list(arena));
    return graph;
}

/* Fn::Sub takes `${` for its own. */
static const char *escaped(struct arena *arena, const char *text)
{
    const char *at = strstr(text, "${");
    if (!at) return text;
    struct buffer *out = buffer_new(arena);
    for (; (at = strstr(text, "${")); text = at + 2) {
        buffer_add(out, text, (size_t)(at - text));
        buffer_text(out, "${!");
    }
    buffer_text(out, text);
    return out->text;
}

const char *board_text(struct board *board, const struct node *value)
{
    struct arena *arena = board->template->arena;
    if (value->shape == SCALAR) return escaped(arena, value->text);
    const struct node *argument = value->first;
    if (is_intrinsic(value) && !strcmp(argument->key, "Ref") && argument->shape == SCALAR)
        return arena_text(arena, "${%s}", argument->text);
    if (is_intrinsic(value) && !strcmp(argument->key, "Fn::GetAtt") && argument->shape == LIST &&
        argument->last->shape == SCALAR)
        return arena_text(arena, "${%s.%s}", argument->first->text, argument->last->text);
    const char *name = arena_text(arena, "Value%d", board->variables->count);
    node_add(board->variables, name, node_copy(arena, value));
    return arena_text(arena, "${%s}", name);
}

void board_line(struct board *board, struct node *graph, const char *namespace, const char *name,
                const struct dimension *dimensions, int count, const char *label, const char *statistic)
{
    struct arena *arena = board->template->arena;
    struct node *line = node_add(node_find(graph, "metrics"), NULL, node_list(arena));
    node_add(line, NULL, node_text(arena, namespace));
    node_add(line, NULL, node_text(arena, name));
    for (int i = 0; i < count && dimensions[i].name; i++) {
        node_add(line, NULL, node_text(arena, dimensions[i].name));
        node_add(line, NULL, node_text(arena, board_text(board, dimensions[i].value)));
    }
    struct node *options = node_map(arena);
    if (label) node_add(options, "label", node_text(arena, escaped(arena, label)));
    if (statistic) node_add(options, "stat", node_text(arena, statistic));
    if (options->count) node_add(line, NULL, options);
}

struct node *board_body(struct board *board, const char *since)
{
    struct arena *arena = board->template->arena;
    struct buffer *text = buffer_new(arena);
    buffer_text(text, "{\"start\":");
    json_text(text, since);
    buffer_text(text, ",\"widgets\":[");
    for (const struct node *n = board->widgets->first; n; n = n->next) {
        buffer_text(text, n == board->widgets->first ? "\n" : ",\n");
        json_print(text, n, JSON_COMPACT);
    }
    buffer_text(text, "\n]}");
    struct node *sub = intrinsic_sub_text(arena, text->text);
    if (!board->variables->count) return sub;
    struct node *list = node_list(arena), *with = node_map(arena);
    node_add(list, NULL, node_text(arena, text->text));
    node_add(list, NULL, board->variables);
    node_add(with, "Fn::Sub", list);
    return with;
}

int board_width(int count) { return BOARD_COLUMNS / (count < 3 ? count : count % 4 ? 3 : 4); }
