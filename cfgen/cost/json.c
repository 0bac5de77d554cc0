/* For programs: docs/cost.schema.json. */
#include "cfgen/cost/json.h"
#include "base/json.h"

static struct node *money(struct arena *arena, double usd)
{
    return node_plain(arena, arena_text(arena, "%.4f", usd));
}

static void line_add(struct node *lines, const struct cost *cost, const struct cost_line *l)
{
    struct arena *arena = lines->arena;
    const struct price_about *about = &price_about[l->price];
    struct node *line = node_add(lines, NULL, node_map(arena));
    node_add(line, "logicalId", node_text(arena, l->id));
    node_add(line, "type", node_text(arena, l->type));
    node_add(line, "price", node_text(arena, about->id));
    node_add(line, "what", node_text(arena, about->what));
    node_add(line, "quantity", node_plain(arena, arena_text(arena, "%.15g", l->quantity)));
    if (*about->unit) node_add(line, "unit", node_text(arena, about->unit));
    if (l->regional) node_add(line, "pricesOf", node_text(arena, cost->stack->region));
    node_add(line, "monthly", money(arena, l->usd));
}

static void stack_add(struct node *list, const struct cost *cost)
{
    struct arena *arena = list->arena;
    struct node *map = node_add(list, NULL, node_map(arena)), *lines = node_list(arena),
                *left = node_list(arena);
    node_add(map, "stack", node_text(arena, cost->stack->name));
    if (cost->stack->region) node_add(map, "region", node_text(arena, cost->stack->region));
    node_add(map, "pricesOf", node_text(arena, PRICE_REGION));
    node_add(map, "monthly", money(arena, cost->usd));
    node_add(map, "lines", lines);
    node_add(map, "notReckoned", left);
    for (const struct cost_line *l = cost->first; l; l = l->next) line_add(lines, cost, l);
    for (const struct cost_left *l = cost->left; l; l = l->next) {
        struct node *one = node_add(left, NULL, node_map(arena));
        node_add(one, "type", node_text(arena, l->type));
        node_add(one, "count", node_number(arena, l->count));
    }
}

void cost_change_json(struct node *list, const struct cost_change *c)
{
    struct arena *arena = list->arena;
    struct node *change = node_add(list, NULL, node_map(arena));
    node_add(change, "stack", node_text(arena, c->of->stack->name));
    if (c->of->stack->region) node_add(change, "region", node_text(arena, c->of->stack->region));
    node_add(change, "logicalId", node_text(arena, c->id));
    node_add(change, "price", node_text(arena, price_about[c->price].id));
    node_add(change, "what", node_text(arena, price_about[c->price].what));
    node_add(change, "before", money(arena, c->before));
    node_add(change, "after", money(arena, c->after));
}

void cost_json(struct buffer *out, struct arena *arena, const struct costing *costing)
{
    struct node *root = node_map(arena);
    node_add(root, "schema", node_text(arena, "cfgen.cost/1"));
    node_add(root, "currency", node_text(arena, "USD"));
    node_add(root, "monthly", money(arena, cost_whole(costing->now)));
    if (costing->before) {
        node_add(root, "before", money(arena, cost_whole(costing->before)));
        struct node *changes = node_add(root, "changes", node_list(arena));
        for (const struct cost_change *c = cost_changes(arena, costing->before, costing->now); c; c = c->next)
            cost_change_json(changes, c);
    }
    struct node *stacks = node_add(root, "stacks", node_list(arena));
    for (const struct cost *c = costing->now; c; c = c->next) stack_add(stacks, c);
    struct node *assumptions = node_add(root, "assumptions", node_list(arena));
    for (int i = 0; i < ASSUMPTION_COUNT; i++)
        if (cost_assumes(costing->now, (enum assumption)i))
            node_add(assumptions, NULL, node_text(arena, assumption_about[i]));
    json_print(out, root, JSON_LINES);
    buffer_byte(out, '\n');
}
