#include "cfgen/diff/json/cost.h"
#include "cfgen/cost/json.h"

static struct node *money(struct arena *arena, double usd)
{
    return node_plain(arena, arena_text(arena, "%.4f", usd));
}

void show_cost_json(struct node *root, const struct report *report)
{
    struct arena *arena = root->arena;
    if (!report->has_cost) return;
    struct node *cost = node_add(root, "cost", node_map(arena)), *list = node_list(arena);
    node_add(cost, "currency", node_text(arena, "USD"));
    node_add(cost, "before", money(arena, report->cost_before));
    node_add(cost, "after", money(arena, report->cost_after));
    node_add(cost, "changes", list);
    for (const struct cost_change *c = report->costs; c; c = c->next) cost_change_json(list, c);
}
