/* What stands above the changes: how much there is of what, and what of it is shown. */
#include "cfgen/diff/html/head.h"
#include "base/index.h"
#include "base/sha256.h"
#include "base/text.h"
#include "cfgen/diff/words/cost.h"
#include "cfgen/diff/words/show.h"

extern const char diff_page_css[], diff_page_js[];

bool html_is_written(const struct diff *diff) { return diff->first || diff->permits || diff->drift_read; }

static const char *digest_of(struct arena *arena, const char *text)
{
    uint8_t digest[SHA256_SIZE];
    sha256(text, strlen(text), digest);
    return base64(arena, digest, sizeof digest);
}

/* A list to choose from, each word once, where there is a choice. */
static void choice_write(struct page *page, const char *title, const char *name, const char *const *words)
{
    struct index *known = index_new(page->arena);
    int count = 0;
    for (const char *const *word = words; *word; word++)
        if (!index_find(known, *word)) index_add(known, *word, page), count++;
    if (count < 2) return;
    buffer_print(page->out, "<label>%s <select name=\"%s\"><option value=\"\">all</option>", title, name);
    known = index_new(page->arena);
    for (const char *const *word = words; *word; word++) {
        if (index_find(known, *word)) continue;
        index_add(known, *word, page);
        html_element(page, "option", "", *word);
    }
    html_raw(page, "</select></label>");
}

/* Hidden without the script, which it is of no use without. */
static void filter_write(struct page *page)
{
    const struct diff *first = page->report->first;
    size_t count = 0;
    html_raw(page, "<form class=\"filter\" hidden><fieldset><legend>Show</legend>");
    bool there[IMPACT_COUNT] = { false };
    for (const struct diff *d = first; d; d = d->next)
        for (const struct changed *c = d->first; c; c = c->next) there[c->impact] = true;
    for (int i = 0; i < IMPACT_COUNT; i++)
        if (there[i])
            buffer_print(page->out, "<label><input type=\"checkbox\" value=\"%s\" checked> %s</label>",
                         impact_words[i], show_titles[i]);
    html_raw(page, "</fieldset>");
    for (const struct diff *d = first; d; d = d->next) count++;
    const char **stacks = arena_take(page->arena, (count + 1) * sizeof *stacks), **stack = stacks;
    const char **regions = arena_take(page->arena, (count + 1) * sizeof *regions), **region = regions;
    for (const struct diff *d = first; d; d = d->next) {
        if (!html_is_written(d)) continue;
        *stack++ = d->stack ? d->stack : d->after;
        if (d->region) *region++ = d->region;
    }
    choice_write(page, "Stack", "stack", stacks);
    choice_write(page, "Region", "region", regions);
    html_raw(page, "<label>Find <input type=\"search\" aria-keyshortcuts=\"/\" placeholder=\"a name, a type, "
                   "a property\"></label>"
                   "<button type=\"button\" aria-pressed=\"false\">Open all</button>"
                   "<output id=\"shown\" aria-live=\"polite\"></output></form>");
}

static void counts_write(struct page *page)
{
    const struct diff *first = page->report->first;
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
    if (page->report->costs) html_element(page, "li", "", show_cost(page->arena, page->report));
    html_raw(page, "</ul>");
}

void html_head(struct page *page)
{
    const struct diff *first = page->report->first;
    html_raw(page, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                   "content=\"width=device-width, initial-scale=1\">\n");
    buffer_print(
        page->out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
        "script-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n<title>",
        digest_of(page->arena, diff_page_css), digest_of(page->arena, diff_page_js));
    html_escaped(page, show_title(page->report));
    html_raw(page, ": ");
    html_escaped(page, show_counts(page->arena, first));
    html_raw(page, "</title>\n<style>");
    html_raw(page, diff_page_css);
    html_raw(
        page,
        "</style></head>\n<body><a class=\"skip\" href=\"#changes\">Skip to the changes</a>\n<header><h1>");
    html_escaped(page, show_title(page->report));
    html_raw(page, "</h1><p class=\"sides\">");
    html_escaped(page, arena_text(page->arena, "%s, by %s", show_sides(page->arena, first),
                                  show_method(page->arena, first)));
    html_raw(page, "</p></header>\n");
}

void html_summary(struct page *page)
{
    html_raw(page, "<div class=\"line\">");
    counts_write(page);
    html_raw(page, "<span class=\"beside\"><input type=\"checkbox\" id=\"beside\"> <label "
                   "for=\"beside\">before and after "
                   "side by side</label></span></div>\n");
    filter_write(page);
}
