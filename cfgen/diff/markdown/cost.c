#include "cfgen/diff/markdown/cost.h"
#include "cfgen/diff/words/cost.h"
#include "cfgen/markdown_text.h"

void show_cost_markdown(struct buffer *text, struct arena *arena, const struct report *report)
{
    enum { SHOWN = 40 };
    int count = 0;
    if (!report->costs) return;
    buffer_print(text, "<details><summary>%s</summary>\n\n| | | |\n|---|---|---|\n",
                 show_cost(arena, report));
    for (const struct cost_change *c = report->costs; c; c = c->next, count++)
        if (count < SHOWN)
            buffer_print(text, "| %s%s | %s | %s |\n", markdown_code(arena, c->id),
                         markdown_cell(arena, show_cost_where(arena, report, c)), price_about[c->price].what,
                         show_cost_amounts(arena, c));
    if (count > SHOWN) buffer_print(text, "\nAnd %d more: `cfgen cost` shows all.\n", count - SHOWN);
    buffer_text(text, "\n</details>\n\n");
}
