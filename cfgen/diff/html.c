/* One page for a browser: nothing is fetched, nothing is sent, and it is whole without its script. Every
 * value of a template is escaped; the policy lets only the page's own style and script work, known by their
 * digests. https://www.w3.org/TR/CSP3/ */
#include "base/json.h"
#include "base/sha256.h"
#include "base/text.h"
#include "cfgen/diff/show.h"

extern const char diff_page_css[], diff_page_js[];

enum { LONGEST = 4000 /* bytes of a value; a page of 500 resources stays below a megabyte */ };

struct page {
    struct buffer *out;
    struct arena *arena;
    const struct diff *diff; /* the stack that is written */
};

static void escaped(struct page *page, const char *text)
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

static void raw(struct page *page, const char *text) { buffer_text(page->out, text); }

/* <tag class="kind">text</tag> */
static void element(struct page *page, const char *tag, const char *kind, const char *text)
{
    buffer_print(page->out, *kind ? "<%s class=\"%s\">" : "<%s>", tag, kind);
    escaped(page, text);
    buffer_print(page->out, "</%s>", tag);
}

static const char *digest_of(struct arena *arena, const char *text)
{
    uint8_t digest[SHA256_SIZE];
    sha256(text, strlen(text), digest);
    return base64(arena, digest, sizeof digest);
}

/* Lists and maps on lines of their own. */
static const char *value_text(struct arena *arena, const struct node *value)
{
    struct buffer *text = buffer_new(arena);
    json_print(text, value, JSON_LINES);
    if (text->size <= LONGEST) return text->text;
    size_t keep = LONGEST;
    while ((text->text[keep] & 0xc0) == 0x80) keep--; /* not within a character */
    return arena_text(arena, "%.*s… (%zu bytes more)", (int)keep, text->text, text->size - keep);
}

static const char *anchor_of(struct page *page, const char *section, const char *id)
{
    const struct diff *diff = page->diff;
    const char *region = diff->region ? diff->region : "";
    bool resource = !strcmp(section, "Resources");
    return arena_text(page->arena, "%s%s%s/%s%s%s", diff->stack ? diff->stack : "", *region ? "." : "",
                      region, resource ? "" : section, resource ? "" : ".", id);
}

static void values(struct page *page, const struct difference *row)
{
    if (row->before && row->after && node_same(row->before, row->after)) return;
    raw(page, "<div class=\"values\">");
    if (row->before) element(page, "del", "", value_text(page->arena, row->before));
    if (row->after) element(page, "ins", "", value_text(page->arena, row->after));
    raw(page, "</div>");
}

static void row_write(struct page *page, const struct changed *changed, const struct difference *row)
{
    bool whole = !*row->path;
    raw(page, "<div class=\"row\">");
    if (!whole) element(page, "span", "path", show_path(row));
    if (row->replacement != UPDATED && !whole)
        element(page, "span", "why", row->replacement == REPLACED ? " replaces it" : " may replace it");
    if (row->why) {
        raw(page, "<p class=\"why\">");
        if (row->possible && row->impact != changed->impact) raw(page, "possibly: ");
        escaped(page, row->why);
        raw(page, "</p>");
    }
    if (whole) raw(page, "<details><summary>its definition</summary>");
    values(page, row);
    if (whole) raw(page, "</details>");
    raw(page, "</div>");
}

static void code_write(struct page *page, const struct changed *changed)
{
    static const char *const signs[] = { "+", "~", "−", "↓" };
    if (!changed->code) return;
    raw(page, "<div class=\"row\"><span class=\"path\">its code</span><ul>");
    for (const struct code_change *c = changed->code; c; c = c->next) {
        raw(page, "<li>");
        raw(page, signs[c->action]);
        raw(page, c->package ? " package " : " ");
        element(page, "code", "", c->path);
        raw(page, " ");
        escaped(page, show_code(page->arena, c));
        raw(page, "</li>");
    }
    raw(page, "</ul></div>");
}

/* Resources that use it, or follow from it: each leads there where it is a change itself. */
static void names_write(struct page *page, const char *title, const char *const *names)
{
    if (!names || !*names) return;
    buffer_print(page->out, "<p class=\"more\">%s ", title);
    for (const char *const *name = names; *name; name++) {
        const struct changed *there = page->diff->first;
        while (there && strcmp(there->id, *name) != 0) there = there->next;
        if (name != names) raw(page, ", ");
        if (there) {
            raw(page, "<a href=\"#");
            escaped(page, anchor_of(page, there->section, *name));
            raw(page, "\">");
        }
        escaped(page, *name);
        if (there) raw(page, "</a>");
    }
    raw(page, "</p>");
}

/* What a reader may look for, in lower case. */
static void words_write(struct page *page, const struct changed *changed)
{
    const char *text = arena_text(page->arena, "%s %s %s %s", changed->id, changed->type,
                                  changed->physical ? changed->physical : "", show_word(changed));
    for (; *text; text++) {
        char c[2] = { *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text, 0 };
        escaped(page, c);
    }
    for (const struct difference *row = changed->first; row; row = row->next) {
        raw(page, " ");
        for (const char *at = show_path(row); *at; at++) {
            char c[2] = { *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at, 0 };
            escaped(page, c);
        }
    }
}

static void summary_write(struct page *page, const struct changed *changed)
{
    const char *place = show_place(page->arena, changed->cause);
    raw(page, "<summary>");
    element(page, "span", "symbol", show_symbol(changed));
    element(page, "span", "id", changed->id);
    element(page, "span", "type", *changed->type ? changed->type : changed->section);
    if (changed->physical) element(page, "span", "physical", changed->physical);
    if (*show_word(changed))
        element(page, "span", arena_text(page->arena, "badge %s", impact_words[changed->impact]),
                show_word(changed));
    if (changed->possible && changed->impact <= IMPACT_SECURITY) element(page, "span", "badge", "possible");
    if (changed->regions)
        element(page, "span", "type",
                arena_join(page->arena, "in ", show_regions(page->arena, changed->regions)));
    if (*place) element(page, "span", "place", place);
    raw(page, "</summary>");
}

static void change_write(struct page *page, const struct changed *changed)
{
    const char *severity = impact_words[changed->impact];
    const char *anchor = anchor_of(page, changed->section, changed->id);
    const char *regions =
        changed->regions     ? text_replace(page->arena, show_regions(page->arena, changed->regions), ",", "")
        : page->diff->region ? page->diff->region
                             : "";
    buffer_print(page->out, "<article class=\"change %s\" data-severity=\"%s\" data-regions=\"%s\" id=\"",
                 severity, severity, regions);
    escaped(page, anchor);
    raw(page, "\" data-text=\"");
    words_write(page, changed);
    buffer_print(page->out, "\"><details%s>", changed->impact <= IMPACT_SECURITY ? " open" : "");
    summary_write(page, changed);
    raw(page, "<div class=\"body\">");
    for (const struct difference *row = changed->first; row; row = row->next)
        if (!changed->code || !text_ends(row->path, ".S3Key")) row_write(page, changed, row);
    code_write(page, changed);
    if (changed->fate != FATE_NONE)
        buffer_print(page->out, "<p class=\"more\">its data: <strong>%s</strong></p>",
                     fate_words[changed->fate]);
    names_write(page, "used by", changed->dependents);
    if (changed->under) names_write(page, "follows from", (const char *[]){ changed->under, NULL });
    raw(page, "<p class=\"more\"><a class=\"anchor\" href=\"#");
    escaped(page, anchor);
    raw(page, "\" aria-label=\"Link to ");
    escaped(page, changed->id);
    raw(page, "\">link</a></p></div></details></article>\n");
}

static void changes_write(struct page *page)
{
    for (int impact = 0; impact < IMPACT_COUNT; impact++) {
        bool begun = false;
        for (const struct changed *c = page->diff->first; c; c = c->next) {
            if ((int)c->impact != impact) continue;
            if (!begun)
                buffer_print(page->out, "<div class=\"group %s\"><h3>%s</h3>\n", impact_words[impact],
                             show_titles[impact]);
            begun = true;
            change_write(page, c);
        }
        if (begun) raw(page, "</div>\n");
    }
}

static void permits_write(struct page *page)
{
    if (!page->diff->permits) return;
    raw(page, "<h3>who may do what</h3><div class=\"wide\" tabindex=\"0\" role=\"region\" "
              "aria-label=\"Rights that change\"><table><thead>"
              "<tr><th scope=\"col\">change</th><th scope=\"col\">who</th><th scope=\"col\">what</th><th "
              "scope=\"col\">on</th>"
              "<th scope=\"col\">if</th></tr></thead><tbody>\n");
    for (const struct permit *p = page->diff->permits; p; p = p->next) {
        const char *word = p->granted ? "+ granted" : "− revoked";
        raw(page, "<tr>");
        element(page, "td", p->granted ? "granted" : "revoked",
                p->broader ? arena_join(page->arena, word, ", broader") : word);
        element(page, "td", "name", p->principal);
        element(page, "td", "name",
                strcmp(p->effect, "Deny") ? p->action : arena_join(page->arena, "never ", p->action));
        element(page, "td", "name", p->resource);
        element(page, "td", "name", p->condition);
        raw(page, "</tr>\n");
    }
    raw(page, "</tbody></table></div>\n");
}

static void steps_write(struct page *page)
{
    int last = 0;
    if (!page->diff->steps) return;
    raw(page, "<h3>one after the other</h3><ol class=\"steps\">");
    for (const struct step *s = page->diff->steps; s; s = s->next) {
        if (s->deployment != last)
            raw(page, last ? "</ul></li>\n<li>a deployment<ul>" : "<li>a deployment<ul>");
        last = s->deployment;
        raw(page, "<li>");
        element(page, "code", "", s->id);
        raw(page, ": ");
        escaped(page, s->what);
        raw(page, "</li>");
    }
    raw(page, "</ul></li></ol>\n");
}

static void drift_write(struct page *page)
{
    if (!page->diff->drift_read) return;
    raw(page, "<h3>changed outside</h3>\n");
    if (!page->diff->drifts) raw(page, "<p>Nothing that AWS looks at.</p>");
    for (const struct changed *c = page->diff->drifts; c; c = c->next) {
        raw(page, "<div class=\"change\"><div class=\"body\"><p>");
        element(page, "span", "id", c->id);
        raw(page, " ");
        element(page, "span", "type", c->type);
        raw(page, c->action == ACTION_REMOVE ? " <strong>is gone</strong></p>" : "</p>");
        for (const struct difference *row = c->first; row; row = row->next) row_write(page, c, row);
        raw(page, "</div></div>\n");
    }
}

static void stack_write(struct page *page)
{
    const struct diff *diff = page->diff;
    raw(page, "<section class=\"stack\"><h2>");
    escaped(page, diff->stack ? diff->stack : diff->after);
    if (diff->region) {
        raw(page, " in ");
        escaped(page, diff->region);
    }
    raw(page, "</h2>\n");
    changes_write(page);
    permits_write(page);
    steps_write(page);
    drift_write(page);
    raw(page, "</section>\n");
}

/* Hidden without the script, which it is of no use without. */
static void filter_write(struct page *page, const struct diff *first)
{
    int regions = 0;
    raw(page, "<form class=\"filter\" hidden><fieldset><legend>Show</legend>");
    for (int i = 0; i < IMPACT_COUNT; i++)
        buffer_print(page->out, "<label><input type=\"checkbox\" value=\"%s\" checked> %s</label>",
                     impact_words[i], show_titles[i]);
    raw(page, "</fieldset>");
    for (const struct diff *d = first; d; d = d->next) regions += d->region != NULL;
    if (regions > 1) {
        raw(page, "<label>Region <select><option value=\"\">all</option>");
        for (const struct diff *d = first; d; d = d->next)
            if (d->region && !text_ends(d->stack, "-edge")) element(page, "option", "", d->region);
        raw(page, "</select></label>");
    }
    raw(page, "<label>Find <input type=\"search\" placeholder=\"a name, a type, a property\"></label>"
              "<button type=\"button\" aria-pressed=\"false\">Open all</button>"
              "<output id=\"shown\" aria-live=\"polite\"></output></form>");
}

static void counts_write(struct page *page, const struct diff *first)
{
    raw(page, "<ul class=\"counts\" aria-label=\"What changes\">");
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
        raw(page, "<li>");
        raw(page,
            text_replace(page->arena, kinds[i].word, "%d", arena_text(page->arena, "%d", kinds[i].count)));
        raw(page, "</li>");
    }
    raw(page, "</ul>");
}

static void head_write(struct page *page, const struct diff *first)
{
    raw(page, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
              "content=\"width=device-width, initial-scale=1\">\n");
    buffer_print(
        page->out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
        "script-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n<title>",
        digest_of(page->arena, diff_page_css), digest_of(page->arena, diff_page_js));
    escaped(page, first->stack ? first->stack : "");
    raw(page, ": ");
    escaped(page, show_counts(page->arena, first));
    raw(page, "</title>\n<style>");
    raw(page, diff_page_css);
    raw(page, "</style></head>\n<body><a class=\"skip\" href=\"#changes\">To the changes</a>\n<header><h1>");
    escaped(page, first->stack ? first->stack : first->after);
    raw(page, "</h1><p class=\"sides\">");
    escaped(page, arena_text(page->arena, "%s → %s, by %s", first->before, first->after, first->method));
    raw(page, "</p></header>\n");
}

void show_html(struct buffer *text, struct arena *arena, const struct diff *first)
{
    struct page page = { text, arena, first };
    bool any = false;
    for (const struct diff *d = first; d; d = d->next) any = any || d->first || d->drift_read;
    head_write(&page, first);
    raw(&page, "<nav class=\"top\" aria-label=\"Summary\">");
    if (any) counts_write(&page, first);
    if (any) filter_write(&page, first);
    raw(&page, "</nav>\n");
    raw(&page, "<main id=\"changes\" tabindex=\"-1\">\n");
    if (any)
        raw(&page, "<input type=\"checkbox\" id=\"beside\"> <label class=\"beside\" for=\"beside\">before "
                   "and after side by "
                   "side</label>\n");
    if (!any) raw(&page, "<p class=\"empty\">No change.</p>\n");
    for (page.diff = first; page.diff; page.diff = page.diff->next)
        if (page.diff->first || page.diff->permits || page.diff->drift_read) stack_write(&page);
    raw(&page, "</main>\n<footer>Written by cfgen diff. Secrets are left out.</footer>\n");
    if (any) {
        raw(&page, "<script>");
        raw(&page, diff_page_js);
        raw(&page, "</script>");
    }
    raw(&page, "</body></html>\n");
}
