/* One page for a browser: nothing is fetched, nothing is sent, and it is whole without its script. Every
 * value of a template is escaped; the policy lets only the page's own style and script work, known by their
 * digests. https://www.w3.org/TR/CSP3/ */
#include "cfgen/diff/html/page.h"
#include "base/text.h"
#include "cfgen/diff/html/change.h"
#include "cfgen/diff/html/cost.h"
#include "cfgen/diff/html/head.h"
#include "cfgen/diff/words/show.h"
#include "stacks/rights/right.h"

extern const char diff_page_js[];

static void permits_write(struct page *page)
{
    bool some_regions = false;
    if (!page->diff->permits) return;
    for (const struct permit *p = page->diff->permits; p; p = p->next)
        some_regions = some_regions || p->regions;
    html_raw(page,
             "<h3>permissions</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Changed "
             "permissions\"><table><thead><tr><th scope=\"col\">change</th><th "
             "scope=\"col\">permission</th>");
    if (some_regions) html_raw(page, "<th scope=\"col\">regions</th>");
    html_raw(page, "</tr></thead><tbody>\n");
    for (const struct right *r = rights_of(page->arena, page->diff->permits); r; r = r->next) {
        const struct permit *p = r->permit;
        html_raw(page, r->sign == '+'   ? "<tr><td class=\"granted\">+ granted"
                       : r->sign == '-' ? "<tr><td class=\"revoked\">− revoked"
                                        : "<tr><td>= kept");
        if (r->broader) html_raw(page, " <span class=\"badge security\">broadened</span>");
        html_raw(page, "</td>");
        html_element(page, "td", "name", right_sentence(page->arena, r));
        if (some_regions)
            html_element(page, "td", "",
                         p->regions           ? show_regions(page->arena, p->regions)
                         : page->diff->region ? page->diff->region
                                              : "");
        html_raw(page, "</tr>\n");
    }
    html_raw(page, "</tbody></table></div>\n");
}

static void steps_write(struct page *page)
{
    int last = 0;
    if (!page->diff->steps) return;
    html_raw(page, "<h3>deployments needed</h3><ol class=\"steps\">");
    for (const struct step *s = page->diff->steps; s; s = s->next) {
        if (s->deployment != last)
            html_raw(page, last ? "</ul></li>\n<li>Deployment<ul>" : "<li>Deployment<ul>");
        last = s->deployment;
        html_raw(page, "<li>");
        html_element(page, "code", "", s->id);
        html_raw(page, ": ");
        html_escaped(page, s->what);
        html_raw(page, "</li>");
    }
    html_raw(page, "</ul></li></ol>\n");
}

static void drift_write(struct page *page)
{
    if (!page->diff->drift_read) return;
    html_raw(page, "<h3>drift</h3>\n");
    if (!page->diff->drifts) html_raw(page, "<p>No drift in the resources that AWS checks.</p>");
    for (const struct changed *c = page->diff->drifts; c; c = c->next) {
        html_raw(page, "<div class=\"change\"><div class=\"body\"><p>");
        html_element(page, "span", "id", c->id);
        html_raw(page, " ");
        html_element(page, "span", "type", c->type);
        html_raw(page, c->action == ACTION_REMOVE ? " <strong>deleted</strong></p>" : "</p>");
        for (const struct difference *row = c->first; row; row = row->next) html_row(page, c, row);
        html_raw(page, "</div></div>\n");
    }
}

/* How a stack was compared, where there are several, and where AWS shows it. */
static void method_write(struct page *page, bool several)
{
    const struct diff *diff = page->diff;
    const char *console = show_console(page->arena, diff);
    if (!several && !diff->change_set) return;
    html_raw(page, "<p class=\"sides\">by ");
    html_escaped(page, show_method(page->arena, diff));
    if (diff->change_set) {
        html_raw(page, ", deleted again: ");
        html_element(page, "code", "", diff->change_set);
    }
    if (console) {
        html_raw(page, " · <a rel=\"noreferrer\" href=\"");
        html_escaped(page, console);
        html_raw(page, "\">open the stack in the console</a>");
    }
    html_raw(page, "</p>\n");
}

static void stack_write(struct page *page, bool several)
{
    const struct diff *diff = page->diff;
    html_raw(page, "<section class=\"stack\" data-stack=\"");
    html_escaped(page, diff->stack ? diff->stack : diff->after);
    html_raw(page, "\" data-region=\"");
    html_escaped(page, diff->region ? diff->region : "");
    html_raw(page, "\"><h2>");
    html_escaped(page, diff->stack ? diff->stack : diff->after);
    if (diff->region) {
        html_raw(page, " in ");
        html_escaped(page, diff->region);
    }
    html_raw(page, "</h2>\n");
    method_write(page, several);
    html_changes(page);
    html_raw(page, "<div class=\"aside\">");
    permits_write(page);
    steps_write(page);
    drift_write(page);
    html_raw(page, "</div></section>\n");
}

static enum impact stack_worst(const struct diff *diff)
{
    struct diff only = *diff;
    only.next = NULL;
    return diff_worst(&only);
}

static void page_write(struct page *page)
{
    const struct diff *first = page->report->first;
    bool any = false;
    for (const struct diff *d = first; d; d = d->next) any = any || html_is_written(d);
    html_head(page);
    html_raw(page, "<nav class=\"top\" aria-label=\"Summary\">");
    if (any) html_summary(page);
    html_raw(page, "</nav>\n");
    html_raw(page, "<main id=\"changes\" tabindex=\"-1\">\n");
    if (!any) html_raw(page, "<p class=\"empty\">No changes.</p>\n");
    for (int impact = 0; impact <= IMPACT_COUNT; impact++) /* the stack with the worst change first */
        for (page->diff = first; page->diff; page->diff = page->diff->next)
            if (html_is_written(page->diff) && (int)stack_worst(page->diff) == impact)
                stack_write(page, first->next);
    html_cost(page);
    html_raw(page, "</main>\n<footer>Written by cfgen diff. Secrets are redacted.</footer>\n");
    if (any) {
        html_raw(page, "<script>");
        html_raw(page, diff_page_js);
        html_raw(page, "</script>");
    }
    html_raw(page, "</body></html>\n");
}

/* False: it is longer than that, and nothing was written. */
static bool written(struct buffer *text, const struct page *as, size_t most)
{
    struct arena *turn = arena_new();
    struct page page = *as;
    page.arena = turn;
    page.out = buffer_new(turn);
    page_write(&page);
    bool fits = page.out->size <= most;
    if (fits) buffer_add(text, page.out->text, page.out->size);
    arena_free(turn);
    return fits;
}

/* Values are cut where the whole is more than a browser and a reader bear: a megabyte for 500 resources. */
void show_html(struct buffer *text, const struct report *report)
{
    enum { MOST = 980000, MOST_EACH = 1960, LONGEST = 4000, SHORTEST = 120 };
    size_t count = 0, start = text->size;
    for (const struct diff *d = report->first; d; d = d->next)
        for (const struct changed *c = d->first; c; c = c->next) count++;
    size_t most = count * MOST_EACH > MOST ? count * MOST_EACH : MOST;
    for (size_t longest = LONGEST; longest >= SHORTEST; longest /= 2) {
        struct page page = { .report = report, .longest = longest };
        if (!written(text, &page, most)) continue;
        text->size = start;
        page.marks = true;
        if (written(text, &page, most)) return;
    }
    written(text, &(struct page){ .report = report, .longest = SHORTEST }, SIZE_MAX);
}
