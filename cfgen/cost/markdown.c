/* For a comment on a pull request; the hidden first line lets a pipeline find the comment that it updates. */
#include "cfgen/cost/markdown.h"
#include "cfgen/markdown_text.h"

static void head(struct buffer *out, struct arena *arena, const struct costing *costing)
{
    double is = cost_whole(costing->now), was = cost_whole(costing->before);
    const char *name = costing->now->stack->name;
    markdown_marker(out, "cost", name);
    buffer_print(out, "### %s: ", markdown_cell(arena, name));
    if (costing->before)
        buffer_print(out, "%s → %s a month (%s)\n\n", cost_dollars(arena, was), cost_dollars(arena, is),
                     cost_more(arena, was, is));
    else
        buffer_print(out, "%s a month\n\n", cost_dollars(arena, is));
}

static void changes(struct buffer *out, struct arena *arena, const struct costing *costing)
{
    const struct cost_change *first = cost_changes(arena, costing->before, costing->now);
    if (first) buffer_text(out, "| | | before | after | |\n|---|---|--:|--:|--:|\n");
    for (const struct cost_change *c = first; c; c = c->next)
        buffer_print(out, "| %s%s%s | %s | %s | %s | **%s** |\n", markdown_code(arena, c->id),
                     costing->now->next ? " in " : "",
                     costing->now->next && c->of->stack->region ? markdown_cell(arena, c->of->stack->region)
                                                                : "",
                     price_about[c->price].what, cost_dollars(arena, c->before),
                     cost_dollars(arena, c->after), cost_more(arena, c->before, c->after));
    buffer_text(out, first ? "\n" : "No cost changes.\n\n");
}

static void whole(struct buffer *out, struct arena *arena, const struct cost *cost)
{
    buffer_print(out, "<details><summary>%s: %s a month</summary>\n\n",
                 markdown_cell(arena, cost_stack(arena, cost)), cost_dollars(arena, cost->usd));
    const char *region = cost_region(arena, cost);
    if (region) buffer_print(out, "%s\n\n", markdown_cell(arena, region));
    if (cost->first) buffer_text(out, "| | | | | a month |\n|---|---|--:|---|--:|\n");
    for (const struct cost_line *l = cost->first; l; l = l->next)
        buffer_print(out, "| %s | %s | %s | %s | %s |\n", markdown_code(arena, l->id),
                     price_about[l->price].what, cost_quantity(arena, l), cost_price(arena, l),
                     cost_dollars(arena, l->usd));
    if (cost->left)
        buffer_print(out, "\nNot included, or only partly included, in the estimate: %s\n",
                     markdown_cell(arena, cost_left(arena, cost)));
    buffer_text(out, "\n</details>\n\n");
}

void cost_markdown(struct buffer *out, struct arena *arena, const struct costing *costing)
{
    head(out, arena, costing);
    if (costing->before) changes(out, arena, costing);
    for (const struct cost *c = costing->now; c; c = c->next) whole(out, arena, c);
    if (costing->before) buffer_print(out, "Compared with %s. ", markdown_cell(arena, costing->label));
    buffer_text(out, "List prices, without the free tier.");
    for (int i = 0; i < ASSUMPTION_COUNT; i++)
        if (cost_assumes(costing->now, (enum assumption)i)) buffer_print(out, " %s", assumption_about[i]);
    buffer_byte(out, '\n');
}
