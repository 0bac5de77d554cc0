/* One page for a browser: nothing is fetched, nothing is sent, and it is whole without its script. Every
 * value of a template is escaped; the policy lets only the page's own style and script work, known by their
 * digests. https://www.w3.org/TR/CSP3/ */
#include "cfgen/diff/html.h"
#include "base/sha256.h"
#include "base/text.h"

extern const char diff_page_css[], diff_page_js[];

void html_escaped(struct page *page, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            buffer_text(page->out, "&amp;");
            break;
        case '<':
            buffer_text(page->out, "&lt;");
            break;
        case '>':
            buffer_text(page->out, "&gt;");
            break;
        case '"':
            buffer_text(page->out, "&quot;");
            break;
        default:
            buffer_byte(page->out, *text);
        }
    }
}

void html_raw(struct page *page, const char *text) { buffer_text(page->out, text); }

/* <tag class="kind">text</tag> */
void html_element(struct page *page, const char *tag, const char *kind, const char *text)
{
    buffer_print(page->out, *kind ? "<%s class=\"%s\">" : "<%s>", tag, kind);
    html_escaped(page, text);
    buffer_print(page->out, "</%s>", tag);
}

static const char *digest_of(struct arena *arena, const char *text)
{
    uint8_t digest[SHA256_SIZE];
    sha256(text, strlen(text), digest);
    return base64(arena, digest, sizeof digest);
}

static void permits_write(struct page *page)
{
    if (!page->diff->permits) return;
    html_raw(page,
             "<h3>who may do what</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" "
             "aria-label=\"Rights that change\"><table><thead>"
             "<tr><th scope=\"col\">change</th><th scope=\"col\">who</th><th scope=\"col\">what</th><th "
             "scope=\"col\">on</th>"
             "<th scope=\"col\">if</th></tr></thead><tbody>\n");
    for (const struct permit *p = page->diff->permits; p; p = p->next) {
        const char *word = p->granted ? "+ granted" : "− revoked";
        html_raw(page, "<tr>");
        html_element(page, "td", p->granted ? "granted" : "revoked",
                     p->broader ? arena_join(page->arena, word, ", broader") : word);
        html_element(page, "td", "name", p->principal);
        html_element(page, "td", "name",
                     strcmp(p->effect, "Deny") ? p->action : arena_join(page->arena, "never ", p->action));
        html_element(page, "td", "name", p->resource);
        html_element(page, "td", "name", p->condition);
        html_raw(page, "</tr>\n");
    }
    html_raw(page, "</tbody></table></div>\n");
}

static void steps_write(struct page *page)
{
    int last = 0;
    if (!page->diff->steps) return;
    html_raw(page, "<h3>one after the other</h3><ol class=\"steps\">");
    for (const struct step *s = page->diff->steps; s; s = s->next) {
        if (s->deployment != last)
            html_raw(page, last ? "</ul></li>\n<li>a deployment<ul>" : "<li>a deployment<ul>");
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
    html_raw(page, "<h3>changed outside</h3>\n");
    if (!page->diff->drifts) html_raw(page, "<p>Nothing that AWS looks at.</p>");
    for (const struct changed *c = page->diff->drifts; c; c = c->next) {
        html_raw(page, "<div class=\"change\"><div class=\"body\"><p>");
        html_element(page, "span", "id", c->id);
        html_raw(page, " ");
        html_element(page, "span", "type", c->type);
        html_raw(page, c->action == ACTION_REMOVE ? " <strong>is gone</strong></p>" : "</p>");
        for (const struct difference *row = c->first; row; row = row->next) html_row(page, c, row);
        html_raw(page, "</div></div>\n");
    }
}

static void stack_write(struct page *page)
{
    const struct diff *diff = page->diff;
    html_raw(page, "<section class=\"stack\"><h2>");
    html_escaped(page, diff->stack ? diff->stack : diff->after);
    if (diff->region) {
        html_raw(page, " in ");
        html_escaped(page, diff->region);
    }
    html_raw(page, "</h2>\n");
    html_changes(page);
    permits_write(page);
    steps_write(page);
    drift_write(page);
    html_raw(page, "</section>\n");
}

/* Hidden without the script, which it is of no use without. */
static void filter_write(struct page *page, const struct diff *first)
{
    int regions = 0;
    html_raw(page, "<form class=\"filter\" hidden><fieldset><legend>Show</legend>");
    for (int i = 0; i < IMPACT_COUNT; i++)
        buffer_print(page->out, "<label><input type=\"checkbox\" value=\"%s\" checked> %s</label>",
                     impact_words[i], show_titles[i]);
    html_raw(page, "</fieldset>");
    for (const struct diff *d = first; d; d = d->next) regions += d->region != NULL;
    if (regions > 1) {
        html_raw(page, "<label>Region <select><option value=\"\">all</option>");
        for (const struct diff *d = first; d; d = d->next)
            if (d->region && !text_ends(d->stack, "-edge")) html_element(page, "option", "", d->region);
        html_raw(page, "</select></label>");
    }
    html_raw(page, "<label>Find <input type=\"search\" placeholder=\"a name, a type, a property\"></label>"
                   "<button type=\"button\" aria-pressed=\"false\">Open all</button>"
                   "<output id=\"shown\" aria-live=\"polite\"></output></form>");
}

static void counts_write(struct page *page, const struct diff *first)
{
    html_raw(page, "<ul class=\"counts\" aria-label=\"What changes\">");
    int impacts[IMPACT_COUNT] = { 0 };
    struct diff_counts sum = { 0 };
    for (const struct diff *d = first; d; d = d->next) {
        for (int i = 0; i < IMPACT_COUNT; i++) impacts[i] += d->counts.impacts[i];
        sum.add += d->counts.add, sum.modify += d->counts.modify, sum.remove += d->counts.remove;
        sum.replace += d->counts.replace, sum.import += d->counts.import;
    }
    const struct {
        const char *word;
        int count;
    } kinds[] = { { "+%d new", sum.add },
                  { "~%d changed", sum.modify },
                  { "−%d removed", sum.remove },
                  { "⟳%d replaced", sum.replace },
                  { "↓%d imported", sum.import } };
    for (int i = 0; i < IMPACT_COUNT; i++)
        if (impacts[i])
            buffer_print(page->out, "<li class=\"%s\">%s%d %s</li>", impact_words[i],
                         i <= IMPACT_OUTAGE ? "⚠ " : "", impacts[i], show_titles[i]);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!kinds[i].count) continue;
        html_raw(page, "<li>");
        html_raw(page, text_replace(page->arena, kinds[i].word, "%d",
                                    arena_text(page->arena, "%d", kinds[i].count)));
        html_raw(page, "</li>");
    }
    if (first->costs) html_element(page, "li", "", show_cost(page->arena, first));
    html_raw(page, "</ul>");
}

static void head_write(struct page *page, const struct diff *first)
{
    html_raw(page, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                   "content=\"width=device-width, initial-scale=1\">\n");
    buffer_print(
        page->out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
        "script-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n<title>",
        digest_of(page->arena, diff_page_css), digest_of(page->arena, diff_page_js));
    html_escaped(page, first->stack ? first->stack : "");
    html_raw(page, ": ");
    html_escaped(page, show_counts(page->arena, first));
    html_raw(page, "</title>\n<style>");
    html_raw(page, diff_page_css);
    html_raw(page,
             "</style></head>\n<body><a class=\"skip\" href=\"#changes\">To the changes</a>\n<header><h1>");
    html_escaped(page, first->stack ? first->stack : first->after);
    html_raw(page, "</h1><p class=\"sides\">");
    html_escaped(page, arena_text(page->arena, "%s → %s, by %s", first->before, first->after,
                                  show_method(page->arena, first)));
    html_raw(page, "</p></header>\n");
}

void show_html(struct buffer *text, struct arena *arena, const struct diff *first)
{
    struct page page = { text, arena, first };
    bool any = false;
    for (const struct diff *d = first; d; d = d->next) any = any || d->first || d->drift_read;
    head_write(&page, first);
    html_raw(&page, "<nav class=\"top\" aria-label=\"Summary\">");
    if (any) counts_write(&page, first);
    if (any) filter_write(&page, first);
    html_raw(&page, "</nav>\n");
    html_raw(&page, "<main id=\"changes\" tabindex=\"-1\">\n");
    if (any)
        html_raw(&page,
                 "<input type=\"checkbox\" id=\"beside\"> <label class=\"beside\" for=\"beside\">before "
                 "and after side by "
                 "side</label>\n");
    if (!any) html_raw(&page, "<p class=\"empty\">No change.</p>\n");
    for (page.diff = first; page.diff; page.diff = page.diff->next)
        if (page.diff->first || page.diff->permits || page.diff->drift_read) stack_write(&page);
    html_cost(&page, first);
    html_raw(&page, "</main>\n<footer>Written by cfgen diff. Secrets are left out.</footer>\n");
    if (any) {
        html_raw(&page, "<script>");
        html_raw(&page, diff_page_js);
        html_raw(&page, "</script>");
    }
    html_raw(&page, "</body></html>\n");
}
