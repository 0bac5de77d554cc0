/* What a month costs more or less, in a diff. */
#include "base/text.h"
#include "cfgen/cost/show.h"
#include "cfgen/diff/html/html.h"
#include "cfgen/diff/markdown/markdown.h"
#include <string.h>

const char *show_cost(struct arena *arena, const struct diff *first)
{
    if (!first->costs) return NULL;
    return arena_text(arena, "%s → %s a month (%s)", cost_dollars(arena, first->cost_before),
                      cost_dollars(arena, first->cost_after),
                      cost_more(arena, first->cost_before, first->cost_after));
}

static const char *where(struct arena *arena, const struct diff *first, const struct cost_change *c)
{
    const char *region = first->next ? c->of->stack->region : NULL;
    return region ? arena_text(arena, " in %s", region) : "";
}

static const char *amounts(struct arena *arena, const struct cost_change *c)
{
    return arena_text(arena, "%s → %s (%s)", cost_dollars(arena, c->before), cost_dollars(arena, c->after),
                      cost_more(arena, c->before, c->after));
}

void show_cost_text(struct buffer *text, struct arena *arena, const struct diff *first)
{
    enum { SHOWN = 12 };
    int count = 0;
    for (const struct cost_change *c = first->costs; c; c = c->next, count++)
        if (count < SHOWN)
            buffer_print(text, "  %s%s  %s: %s\n", c->id, where(arena, first, c), price_about[c->price].what,
                         amounts(arena, c));
    if (count > SHOWN)
        buffer_print(text, "  and %d more; to show all: cfgen cost --against\n", count - SHOWN);
    buffer_print(text, "  %s\n", show_cost(arena, first));
}

void show_cost_markdown(struct buffer *text, struct arena *arena, const struct diff *first)
{
    enum { SHOWN = 40 };
    int count = 0;
    if (!first->costs) return;
    buffer_print(text, "<details><summary>%s</summary>\n\n| | | |\n|---|---|---|\n", show_cost(arena, first));
    for (const struct cost_change *c = first->costs; c; c = c->next, count++)
        if (count < SHOWN)
            buffer_print(text, "| %s%s | %s | %s |\n", markdown_code(arena, c->id),
                         markdown_cell(arena, where(arena, first, c)), price_about[c->price].what,
                         amounts(arena, c));
    if (count > SHOWN) buffer_print(text, "\nAnd %d more: `cfgen cost` shows all.\n", count - SHOWN);
    buffer_text(text, "\n</details>\n\n");
}

static struct node *money(struct arena *arena, double usd)
{
    return node_plain(arena, arena_text(arena, "%.4f", usd));
}

void show_cost_json(struct node *root, const struct diff *first)
{
    struct arena *arena = root->arena;
    if (!first->cost_read) return;
    struct node *cost = node_add(root, "cost", node_map(arena)), *list = node_list(arena);
    node_add(cost, "currency", node_text(arena, "USD"));
    node_add(cost, "before", money(arena, first->cost_before));
    node_add(cost, "after", money(arena, first->cost_after));
    node_add(cost, "changes", list);
    for (const struct cost_change *c = first->costs; c; c = c->next) cost_change_json(list, c);
}

void html_cost(struct page *page, const struct diff *first)
{
    struct arena *arena = page->arena;
    if (!first->costs) return;
    html_raw(page, "<section class=\"stack\"><h2>Monthly cost</h2><p>");
    html_escaped(page, show_cost(arena, first));
    html_raw(page, "</p><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Cost "
                   "changes\"><table><thead><tr><th scope=\"col\">resource</th><th "
                   "scope=\"col\">price</th><th scope=\"col\">before</th><th scope=\"col\">after</th><th "
                   "scope=\"col\">change</th></tr></thead><tbody>\n");
    for (const struct cost_change *c = first->costs; c; c = c->next) {
        html_raw(page, "<tr>");
        html_element(page, "td", "name", arena_join(arena, c->id, where(arena, first, c)));
        html_element(page, "td", "", price_about[c->price].what);
        html_element(page, "td", "amount", cost_dollars(arena, c->before));
        html_element(page, "td", "amount", cost_dollars(arena, c->after));
        html_element(page, "td", "amount", cost_more(arena, c->before, c->after));
        html_raw(page, "</tr>\n");
    }
    html_raw(page, "</tbody></table></div></section>\n");
}
