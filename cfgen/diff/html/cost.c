#include "cfgen/diff/html/cost.h"
#include "base/text.h"
#include "cfgen/cost/show.h"
#include "cfgen/diff/words/cost.h"

void html_cost(struct page *page)
{
    const struct report *report = page->report;
    struct arena *arena = page->arena;
    if (!report->costs) return;
    html_raw(page, "<section class=\"stack\"><h2>Monthly cost</h2><p>");
    html_escaped(page, show_cost(arena, report));
    html_raw(page, "</p><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Cost "
                   "changes\"><table><thead><tr><th scope=\"col\">resource</th><th "
                   "scope=\"col\">price</th><th scope=\"col\">before</th><th scope=\"col\">after</th><th "
                   "scope=\"col\">change</th></tr></thead><tbody>\n");
    for (const struct cost_change *c = report->costs; c; c = c->next) {
        html_raw(page, "<tr>");
        html_element(page, "td", "name", arena_join(arena, c->id, show_cost_where(arena, report, c)));
        html_element(page, "td", "", price_about[c->price].what);
        html_element(page, "td", "amount", cost_dollars(arena, c->before));
        html_element(page, "td", "amount", cost_dollars(arena, c->after));
        html_element(page, "td", "amount", cost_more(arena, c->before, c->after));
        html_raw(page, "</tr>\n");
    }
    html_raw(page, "</tbody></table></div></section>\n");
}
