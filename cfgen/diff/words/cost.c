#include "cfgen/diff/words/cost.h"
#include "cfgen/cost/show.h"

const char *show_cost(struct arena *arena, const struct report *report)
{
    if (!report->costs) return NULL;
    return arena_text(arena, "%s → %s a month (%s)", cost_dollars(arena, report->cost_before),
                      cost_dollars(arena, report->cost_after),
                      cost_more(arena, report->cost_before, report->cost_after));
}

const char *show_cost_where(struct arena *arena, const struct report *report, const struct cost_change *c)
{
    const char *region = report->first->next ? c->of->stack->region : NULL;
    return region ? arena_text(arena, " in %s", region) : "";
}

const char *show_cost_amounts(struct arena *arena, const struct cost_change *c)
{
    return arena_text(arena, "%s → %s (%s)", cost_dollars(arena, c->before), cost_dollars(arena, c->after),
                      cost_more(arena, c->before, c->after));
}
