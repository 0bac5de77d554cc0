#include "cfgen/diff/text/cost.h"
#include "cfgen/diff/words/cost.h"

void show_cost_text(struct buffer *text, struct arena *arena, const struct report *report)
{
    enum { SHOWN = 12 };
    int count = 0;
    for (const struct cost_change *c = report->costs; c; c = c->next, count++)
        if (count < SHOWN)
            buffer_print(text, "  %s%s  %s: %s\n", c->id, show_cost_where(arena, report, c),
                         price_about[c->price].what, show_cost_amounts(arena, c));
    if (count > SHOWN)
        buffer_print(text, "  and %d more; to show all: cfgen cost --against\n", count - SHOWN);
    buffer_print(text, "  %s\n", show_cost(arena, report));
}
